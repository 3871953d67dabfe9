# What a party without a motto has to talk about. A motto brings lines of its own by the same names.

motto-name = No motto
motto-about = Simply an evening together.

icebreaker-1 = What was the best thing this week that cost nothing?
icebreaker-2 = Which dish can you make without looking it up?
icebreaker-3 = What did you once travel further for than was sensible?
icebreaker-4 = What did you collect as a child?
icebreaker-5 = Which small luxury do you like best?
icebreaker-6 = Which word from where you live does nobody else understand?
icebreaker-7 = What would you still like to learn, for no purpose at all?
icebreaker-8 = Which piece of advice are you glad you did not take?

poll-1 = Where are you to be found at a party?
poll-1-option-1 = In the kitchen
poll-1-option-2 = On the dance floor
poll-1-option-3 = At the buffet
poll-1-option-4 = Out on the balcony
poll-2 = When do you turn up?
poll-2-option-1 = On the minute
poll-2-option-2 = Once the first are there
poll-2-option-3 = For the last song
poll-3 = What has to be on the table?
poll-3-option-1 = Pasta salad
poll-3-option-2 = Cheese and grapes
poll-3-option-3 = Crisps, every kind there is
poll-3-option-4 = Something home-baked
