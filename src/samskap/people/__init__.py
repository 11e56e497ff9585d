"""Who people are outside any one gathering: accounts, organisations and sign-in."""
