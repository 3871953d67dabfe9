motto-name = Neon Night
motto-about = Dark streets, bright signs, synthesizers until late.

parties-cheer-reminder = The tubes are flickering already: **{ $title }**, { $when }.
parties-cheer-opened = Power on! The neon night **{ $title }** has begun. First to blink wins.
parties-cheer-icebreaker = Asked under the neon sign:
parties-cheer-poll = Red or blue, pink or teal? Cast your vote:
parties-cheer-songs = The synthesizer is warm. Which song do we send into the night?
parties-cheer-last-round = The first tubes are going out. One more round, then it is morning.
parties-cheer-goodbye = Power off. **{ $title }** keeps glowing for a while. Get through the night safely.

icebreaker-1 = Which city is at its best by night?
icebreaker-2 = What would your neon sign say?
icebreaker-3 = Which song belongs to a drive at two in the morning?
icebreaker-4 = When were you last still awake at sunrise, and why?
icebreaker-5 = What colour has your day been?
icebreaker-6 = What is the best thing to eat after midnight?
icebreaker-7 = In which film would you like to spend a night?

poll-1 = What colour shall the room be?
poll-1-option-1 = Pink
poll-1-option-2 = Teal
poll-1-option-3 = Ultraviolet
poll-2 = What do we play first?
poll-2-option-1 = Synth pop
poll-2-option-2 = Italo disco
poll-2-option-3 = Something new that sounds old
poll-3 = Where to after the party?
poll-3-option-1 = The snack stand
poll-3-option-2 = The roof
poll-3-option-3 = Straight to bed
