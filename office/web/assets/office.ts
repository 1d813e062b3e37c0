// The script of the pages. Every page works without it; it adds keys, previews and autosave.
import "htmx.org";

import { keepSaving } from "./autosave";
import { pickItems } from "./batch";
import { checkWhileWriting } from "./check";
import { stepThroughChanges } from "./changes";
import { insertPhrases } from "./phrases";
import { listenToKeys } from "./keys";
import { previewRows } from "./preview";
import { sendOnce } from "./once";
import { fadeToasts } from "./toast";

document.documentElement.classList.add("scripted");
listenToKeys();
previewRows();
insertPhrases();
pickItems();
keepSaving();
checkWhileWriting();
stepThroughChanges();
sendOnce();
fadeToasts();
