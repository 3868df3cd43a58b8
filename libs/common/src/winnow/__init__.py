"""Winnow's shared library: the model, the stages, the flows that join them, and the adapters that run them.

Start with :mod:`winnow.flows`.
"""
