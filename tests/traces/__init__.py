"""What the program leaves behind and whom it talks to, as the kernel saw it.

watched   runs a program under strace in a home of its own and reads the trace
counter   the counter with a second start, a copied word and a saved paper
"""
