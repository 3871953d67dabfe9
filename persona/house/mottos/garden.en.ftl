motto-name = Garden Party
motto-about = A long table, paper lanterns and time until dusk.

parties-cheer-reminder = The punch is steeping: **{ $title }**, { $when }.
parties-cheer-opened = The garden gate is open. Welcome to **{ $title }**! You may take your shoes off.
parties-cheer-icebreaker = Asked across the long table:
parties-cheer-poll = Hands up if you agree:
parties-cheer-songs = Somebody brought a guitar. Which song would you like?
parties-cheer-last-round = The lanterns are burning low. One more glass, then we listen to the crickets.
parties-cheer-goodbye = The gate closes softly. Thank you for coming to **{ $title }**. Take a piece of cake with you.

icebreaker-1 = What grows on your balcony, your windowsill or in your imagination?
icebreaker-2 = Which smell means summer to you?
icebreaker-3 = What do you bring to the buffet?
icebreaker-4 = Where did you once sleep under the open sky?
icebreaker-5 = Which animal would be welcome in your garden at any time?
icebreaker-6 = What tastes better outdoors than in?
icebreaker-7 = Which lawn game do you still like to play?

poll-1 = What goes on the grill?
poll-1-option-1 = Vegetables
poll-1-option-2 = Sausages
poll-1-option-3 = Corn on the cob
poll-1-option-4 = Cheese
poll-2 = Where do you sit?
poll-2-option-1 = At the long table
poll-2-option-2 = On a blanket in the grass
poll-2-option-3 = In the hammock
poll-3 = What do we drink?
poll-3-option-1 = Lemonade
poll-3-option-2 = Punch
poll-3-option-3 = Iced tea
