"""Excel and CSV, written safely and read with limits. It knows no gathering."""
