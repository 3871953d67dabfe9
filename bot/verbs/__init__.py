"""The verbs of the command line, one file each: `arguments` declares what it takes, `run` is the verb.

`run` returns the exit status and raises BadSettings or Fault with one sentence. Nothing heavy is imported at the top of
a verb's file: `--help` has to be there at once.
"""
