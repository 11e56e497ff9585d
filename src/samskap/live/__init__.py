"""The live stream (direktestrømmen): how every phone and screen sees what is now, within the second.

Plain asyncio, and it knows nothing of gatherings: a *topic* has *channels* (audience × language), a channel has one
*face* (HTML, rendered once), and everybody who looks gets the same bytes.

    frames   one state of a face, in every form it is sent in
    hub      who looks at what; renders what is stale and writes it to all
    app      the ASGI doors: the stream, the poll, the clock
    server   uvicorn, lending its transports to the hub
    hints    "this topic has changed", between processes
"""
