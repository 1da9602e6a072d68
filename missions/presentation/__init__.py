"""From facts to what pages print: lines, amounts, timelines. Reads, never writes."""
