"""Measurements behind the numbers of the README: ``python -m benchmarks --help``."""
