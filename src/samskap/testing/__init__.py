"""What our tests stand on: databases, browsers, servers. Nothing in the product imports this."""
