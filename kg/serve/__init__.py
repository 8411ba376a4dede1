"""The graph over HTTP: SPARQL 1.1 Protocol, a query page, the graph page, and pages that dereference entities' IRIs.

    client -> app -> protocol, pages -> pool -> worker (a process that can be ended)

Every query runs in a process of its own, since nothing else ends a running Oxigraph query; see `kg.serve.pool`.
"""
