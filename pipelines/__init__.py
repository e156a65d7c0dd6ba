"""The pure core: bytes of a document in, typed and traceable facts out.

No Dagster, no database and no network in here. Data flows one way::

    readers -> recognise -> records -> conform -> Reading
"""
