"""Reports of invented units with faults planted at known rates: what ``benchmarks/synthetic.py`` writes."""
