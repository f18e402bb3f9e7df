"""The command line: one file per verb, one enum of exit codes."""
