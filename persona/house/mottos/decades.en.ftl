motto-name = The 80s and 90s
motto-about = Mixtapes, shoulder pads and songs that everybody can sing along to.

parties-cheer-reminder = The tape is in and wound tight: **{ $title }**, { $when }.
parties-cheer-opened = Play is pressed! **{ $title }** is on. The hairspray is by the door.
parties-cheer-icebreaker = One for the autograph book:
parties-cheer-poll = Yes, no, maybe? Tick a box:
parties-cheer-songs = We are recording a mixtape. Which song goes on side A?
parties-cheer-last-round = The tape has nearly run out. One more song for side B!
parties-cheer-goodbye = Stop is pressed. That was **{ $title }**. Please rewind before you leave.

icebreaker-1 = Which poster hung in your room, or would hang there today?
icebreaker-2 = What was the first album you bought yourself?
icebreaker-3 = Which fashion may come back, and which one never?
icebreaker-4 = Which chorus makes it impossible for you to sit still?
icebreaker-5 = Which series was on when everybody sat in front of the television?
icebreaker-6 = What did you once know by heart, a telephone number perhaps?
icebreaker-7 = Which game cost you the most afternoons?

poll-1 = Which decade has the better songs?
poll-1-option-1 = The 80s
poll-1-option-2 = The 90s
poll-1-option-3 = We cannot decide that
poll-2 = What do we listen on?
poll-2-option-1 = Tape
poll-2-option-2 = Vinyl
poll-2-option-3 = A CD with a scratch
poll-3 = What do we wear?
poll-3-option-1 = Shoulder pads
poll-3-option-2 = A flannel shirt
poll-3-option-3 = A tracksuit
