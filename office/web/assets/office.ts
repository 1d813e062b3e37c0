// The script of the pages. Every page works without it; it adds keys, previews and autosave.
import "htmx.org";

import { keepSaving } from "./autosave";
import { pickItems } from "./batch";
import { checkWhileWriting } from "./check";
import { stepThroughChanges } from "./changes";
import { writeByHand } from "./ink";
import { insertPhrases } from "./phrases";
import { listenToKeys } from "./keys";
import { watchLimits } from "./limits";
import { rememberList } from "./lists";
import { unfoldWhatIsNeeded } from "./folding";
import { closeMenusElsewhere } from "./menus";
import { showPages } from "./pages";
import { placeSeals } from "./placing";
import { previewRows } from "./preview";
import { sendOnce } from "./once";
import { fadeToasts } from "./toast";
import { slideThroughTime } from "./track";

document.documentElement.classList.add("scripted");
rememberList();
listenToKeys();
closeMenusElsewhere();
showPages();
slideThroughTime();
previewRows();
insertPhrases();
writeByHand();
placeSeals();
pickItems();
keepSaving();
checkWhileWriting();
watchLimits();
unfoldWhatIsNeeded();
stepThroughChanges();
sendOnce();
fadeToasts();
