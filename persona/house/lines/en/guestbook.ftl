# The guest book: what is kept, why and by whom, and what can be done about it. Always plain, never in a motto's voice.

command-mydata = What is kept about you, and what you can do about it

guestbook-breath = So that I can be a good host I keep your name and language, what you answered to parties, what you asked me and what was decided here, and nothing of your conversations; { $responsible } is responsible for it.
guestbook-breath-unnamed = So that I can be a good host I keep your name and language, what you answered to parties, what you asked me and what was decided here, and nothing of your conversations; those who run this community are responsible for it.
guestbook-accounts = Guest since { $since }, with { $count ->
    [one] one account
   *[other] { $count } accounts
 }:
guestbook-account = { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }
guestbook-account-named = { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }, as { $name }
guestbook-nothing = Apart from that I keep nothing about you.

guestbook-kept-parties-answers-1 = { $count ->
    [one] One answer to an invitation
   *[other] { $count } answers to invitations
 }
guestbook-kept-parties-seen-1 = { $count ->
    [one] Seen once at a party
   *[other] { $count } signs that you were at parties
 }
guestbook-kept-parties-songs-1 = { $count ->
    [one] One song wish
   *[other] { $count } song wishes
 }
guestbook-kept-parties-named_on-1 = { $count ->
    [one] One guest list may show your name
   *[other] { $count } guest lists may show your name
 }
guestbook-kept-parties-reminded_on-1 = { $count ->
    [one] One wish to be reminded
   *[other] { $count } wishes to be reminded
 }
guestbook-kept-parties-hosted-1 = { $count ->
    [one] One party that you hosted
   *[other] { $count } parties that you hosted
 }
guestbook-kept-parties-told_next_time-1 = { $count ->
   *[other] The wish to hear of the next party
 }
guestbook-kept-faq-open_questions-1 = { $count ->
    [one] One question that is still open
   *[other] { $count } questions that are still open
 }
guestbook-kept-door-cases-1 = { $count ->
    [one] One decision of the moderators
   *[other] { $count } decisions of the moderators
 }
guestbook-kept-door-reports-1 = { $count ->
    [one] One report by you
   *[other] { $count } reports by you
 }
guestbook-kept-lobby-tabs-1 = { $count ->
    [one] One tab in the lobby
   *[other] { $count } tabs in the lobby
 }
guestbook-kept-lobby-messages-1 = { $count ->
    [one] One message in the lobby
   *[other] { $count } messages in the lobby
 }
guestbook-held = { $what }: { $count }
guestbook-word = { $word ->
    [mute] muted
    [unmute] voice given back
    [report] reported
    [open] still open
    [ended] over
    [undone] taken back
    [nothing] nothing wrong
    [muted] muted
    [erased] message deleted
    [replaced] replaced by a newer one
    [yes] yes
    [maybe] maybe
    [no] no
    [waiting] yes, on the waitlist
    [here] checked in
    [pressed] pressed a button
    [voted] voted
    [wrote] wrote
    [voice] was in the voice channel
   *[other] { $unworded }
 }
guestbook-more = … and { $count ->
    [one] one more
   *[other] { $count } more
 }. The file has everything.

guestbook-see-label = See
guestbook-export-label = Take along (JSON)
guestbook-link-label = Link an account
guestbook-unlink-label = Unlink
guestbook-forget-label = Forget me
guestbook-back-label = Back
guestbook-review-label = { $platform ->
    [discord] An account on Discord
    [telegram] An account on Telegram
   *[other] A guest of the lobby
 } wants to be linked
guestbook-seen = **What I have kept about you**
guestbook-exported = Here is everything I have kept about you, over all your linked accounts.

guestbook-link-issued = Type { $code } with your other account. The code is good for { $life }. I then ask you here once more before anything happens.
guestbook-link-means = This links this account with { $platform ->
    [discord] an account on Discord
    [telegram] an account on Telegram
   *[other] a guest of the lobby
 }. In **{ $community }** the two are one guest from then on: one seat on every list, the earlier answer stays, and both accounts see the same data. Do this only if both are yours. You can undo it at any time with `/mydata`.
guestbook-link-waiting = Good. Now confirm it with your other account { $platform ->
    [discord] on Discord
    [telegram] on Telegram
   *[other] in the lobby
 }: the question is waiting there, also at `/mydata`.
guestbook-link-asked = { $platform ->
    [discord] An account on Discord
    [telegram] An account on Telegram
   *[other] A guest of the lobby
 } has typed your code and wants to be linked with this account. Was that you? Both then see the same data.
guestbook-accept-label = Yes, that is me
guestbook-refuse-label = No
guestbook-linked = Linked. To me you are one guest now, whichever account you come with.
guestbook-link-refused = The other account has declined the link. Nothing has happened.
guestbook-link-left = Good, everything stays as it is.
guestbook-link-same = This is the account you got the code with. Type it with the other one.
guestbook-link-already = These two accounts belong together already.
guestbook-link-void = This link is not valid any more. Get a new code with `/mydata`.
guestbook-unlink = Which account shall stand for itself again? What was kept so far stays with the guest it belonged to.
guestbook-part-label = { $number }: { $platform ->
    [discord] Discord
    [telegram] Telegram
   *[other] Lobby
 }
guestbook-parted = Unlinked. The account stands for itself again.

guestbook-kept-guestbook-consents-1 = { $count ->
    [one] One purpose you agreed to or took back
   *[other] { $count } purposes you agreed to or took back
 }
guestbook-take-back-label = Stop: { $what }
guestbook-taken-back = Taken back: { $what }. Nothing else changes for you.
consent-parties-invitations = tell me of the next party
guestbook-forget-ask =
    **Forget everything?** That goes for { $count ->
    [one] your account
   *[other] all { $count } linked accounts
 } and cannot be undone.
    What goes: your name, your answers to invitations along with your seat, your wishes, your questions, your links, and what is still waiting for you.
    What stays: a running mute with its kind and end, and a fingerprint of your account in place of the account, until it is over; roles somebody gave you; and what you wrote in rooms on Discord or Telegram, for that is kept there and not by me.
    If you come back, we begin anew.
guestbook-gone-label = Yes, forget me
guestbook-stay-label = Rather not
guestbook-forgotten = Forgotten, in my backups as well. Thank you for having been here.
guestbook-forgotten-held = Forgotten, in my backups as well. Only the running mute still holds: its kind, its end and a fingerprint of your account are kept, and go with it.
