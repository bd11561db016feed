"""Remiss: send a draft programme out, collect the replies, and compile them into a document people can trust.

This module imports nothing, so that the child process that reads untrusted files starts quickly.
"""
