motto-name = Pyjama Evening
motto-about = Blankets, cocoa, and nobody has to dress up.

parties-cheer-reminder = The cocoa is warming up: **{ $title }**, { $when }.
parties-cheer-opened = Blankets are handed round, the lights are low. Welcome to **{ $title }**!
parties-cheer-icebreaker = Asked softly:
parties-cheer-poll = Vote without getting up:
parties-cheer-songs = Something quiet in the background would be nice. What shall it be?
parties-cheer-last-round = Eyes are getting small. One more cup, then it is bedtime.
parties-cheer-goodbye = Lights out. That was **{ $title }**. Sleep well and have good dreams.

icebreaker-1 = Which book or film can you start over again and again?
icebreaker-2 = What belongs to a rainy day for you?
icebreaker-3 = Socks, slippers or barefoot?
icebreaker-4 = Which bedtime story has stayed with you?
icebreaker-5 = What made you laugh this week?
icebreaker-6 = Which food comforts you best?
icebreaker-7 = What are you looking forward to tomorrow?

poll-1 = What goes in the cup?
poll-1-option-1 = Cocoa
poll-1-option-2 = Tea
poll-1-option-3 = Warm milk with honey
poll-2 = What do we do first?
poll-2-option-1 = Tell stories
poll-2-option-2 = Play something
poll-2-option-3 = Choose a film
poll-3 = Where do you like to lie?
poll-3-option-1 = On the sofa
poll-3-option-2 = In the blanket fort
poll-3-option-3 = On the rug
