motto-name = Harbour Evening
motto-about = Lanterns along the quay, fish rolls, and somebody plays the squeezebox.

parties-cheer-reminder = The lanterns are being lit along the quay: **{ $title }**, { $when }.
parties-cheer-opened = The gangway is down! Welcome to **{ $title }**.
parties-cheer-icebreaker = Asked between two bollards:
parties-cheer-poll = Hands up if you can make up your mind. Tap one:
parties-cheer-songs = The squeezebox is waiting. Which song shall it be?
parties-cheer-last-round = The last boat leaves soon. One more word at **{ $title }**?
parties-cheer-goodbye = Lanterns out, lines made fast. That was **{ $title }**. Get home safely!

icebreaker-1 = Which harbour has stayed in your memory?
icebreaker-2 = Whom did you once wait for a long time, and they came after all?
icebreaker-3 = Gulls: friends or foes of the fish roll?
icebreaker-4 = Which song do you know by heart without knowing why?
icebreaker-5 = What do you like better to watch, ships coming in or going out?
icebreaker-6 = What would you put into a message in a bottle?

poll-1 = What do we drink on the quay?
poll-1-option-1 = Tea with rock sugar
poll-1-option-2 = Apple spritzer
poll-1-option-3 = Hot cocoa
poll-2 = What do we do by the water?
poll-2-option-1 = Skip stones
poll-2-option-2 = Guess the ships
poll-2-option-3 = Simply look
