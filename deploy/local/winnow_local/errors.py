"""What can go wrong, said to a person.

LocalError               it did not work; the message says what to look at
└── MissingProgramError  a program that Winnow does not bring along is not on this machine
"""


class LocalError(Exception):
    """Report a failure whose message names the remedy."""


class MissingProgramError(LocalError):
    """Report a program that has to be installed first; tests skip on it."""
