"""Mail (brev): written once, sent by the worker, never twice; what came back is shown."""
