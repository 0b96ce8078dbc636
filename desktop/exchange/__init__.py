"""Files of other programs: scanned pages, spreadsheets. Bytes in, plain records out."""
