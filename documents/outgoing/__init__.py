"""发文: a document's life from draft to dispatch (条例 第四章、第五章).

Read in this order:

1. The aggregate: `document`, which is `until_sign_off` (with `detours`) and `after_sign_off`
   over `standing`, along a `route` (`turns` say whose turn follows, `succession` who takes over)
   through `stages`, stating its `particulars`. What is said at a step is `spoken`, `consents` keep
   to which text; `secrecy` knows who has to confirm the 保密审查, and whether they did.
2. What it asks of the house: `ports`, `checking` (the rules), `organs`, `site_routes` (which way a
   type goes here), and the rows it leaves: `registers`.
3. `application`: the room, put together from `acts`.
4. `web`: the register and the page of a document, from `screens`; in `editor` one is drafted.
"""
