"""The table of how long foods keep: `foods.tsv` here, joined with FoodKeeper's figures by `make.py`.

The table is data of `crates/pantry`; it is made once and committed, so nothing here is needed to build or
to test Larder.
"""
