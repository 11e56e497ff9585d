"""Work beside the requests (arbeid i bakgrunnen): done by a worker, with progress, once, also after a restart."""
