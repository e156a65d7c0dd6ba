"""The change of nomenclature: which old node became which new one, by whose decision.

``nodes`` gathers what the documents say of each node, ``matching`` proposes, ``decisions`` reads
and checks the reviewed file, ``resolve`` follows the links, ``apportion`` parts figures by weight.
"""
