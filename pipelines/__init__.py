"""The pure core: bytes of a document in, typed and traceable facts out.

No Dagster, no database and no network in here. Folders are the stages, and data flows one way::

    readers -> tables -> records -> conformed (with rules) -> model.Reading

What is data and no code lies in ``layouts`` (the official forms) and ``vocabulary`` (words);
``model``, ``values``, ``codes``, ``names``, ``labels`` and ``findings`` serve all stages.
"""
