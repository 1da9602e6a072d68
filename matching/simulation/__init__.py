"""A market that does not exist, to see what an order of display does to people (docs/matching.md §13). Development only.

`worlds` draws people and missions, `truth` what a match is really worth, in another form than the engine; `public` tells of
them what the site would know. `engine` is the real ranking and receives public facts alone; `policies` are the orders
compared, `market` plays one, `figures` judges it with the truth. Contracts in pyproject.toml hold who may read whom.
"""
