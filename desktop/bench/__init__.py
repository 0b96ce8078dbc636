"""How fast it is here: each figure beside its floor or peer, taken by turns in one run.

Machines differ and this one may be busy: the ratio counts, not the milliseconds. Goals
are those of the project; one that is missed here is said to be missed.

    command    what was asked for, and the run from the stores to the exit code
    stores     the invented offices of three sizes: made, kept, copied for each run
    figure     one line of the table; table, report, markdown, picture say it to people and machines
    starting, saving, finding, screens, figures, papers
               what is measured, by subject
    calc       the same done by LibreOffice, where it is installed
    growth     every act at three sizes, with the claim of how it grows (claims, acts,
                weights, older)
    programs   what needs a process of its own

Nothing is imported here: the programs measure what they import.
"""
