"""The data of many YAML files at once: batch by batch, half of them in a second process where there is a second core.

Only sound files are read here. One that is not, for whatever reason, is left to `store.record`, which finds out why.
A batch goes through each step as a whole: file by file, every step would push the code of the others out of the
processor's caches, which costs a fifth.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kamctl.store.fork import Helper, helped
from kamctl.store.null_words import may_hold_null
from kamctl.store.plain_text import decode, hidden_order
from kamctl.store.source import Source, Unread
from kamctl.store.yaml_text import Faulty, load

BATCH = 64
# Below this many files a second process costs more than it saves.
WORTHWHILE = 600


def data_of_all(
    source: Source, paths: Sequence[str], meanwhile: Iterable[None] = ()
) -> Iterator[tuple[int, list[Any]]]:
    """Yield (index of its first path, data of each file) for every batch, in no order; None for a file not sound.

    `meanwhile` is other work of this process, in steps; it is done first, while the second process begins with these.
    """
    batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
    # Files of a commit come out of one call of git, and are in the memory of one process.
    if len(paths) < WORTHWHILE or source.revision is not None:
        yield from ((number * BATCH, data_of(source, batch)) for number, batch in enumerate(batches))
        deque(meanwhile, maxlen=0)
        return
    with helped(lambda number: data_of(source, batches[number]), len(batches)) as helper:
        yield from ((number * BATCH, data) for number, data in shared_out(source, batches, helper, meanwhile))


def shared_out(
    source: Source, batches: Sequence[Sequence[str]], helper: Helper, meanwhile: Iterable[None]
) -> Iterator[tuple[int, list[Any]]]:
    """Yield number and data of each batch: those the helper has done as they come, the others done here."""
    waiting = set(range(len(batches)))
    for _ in meanwhile:
        while (done := helper.receive(wait=False)) is not None:
            waiting.remove(done[0])
            yield done
    number = 0
    while waiting:
        mine = number < len(batches) and not helper.taken(number)
        done = helper.receive(wait=not mine)
        if done is not None:
            waiting.remove(done[0])
            yield done
        elif mine:
            helper.take(number)
            waiting.remove(number)
            yield number, data_of(source, batches[number])
            number += 1
        else:  # the helper is gone
            yield from ((rest, data_of(source, batches[rest])) for rest in sorted(waiting))
            return


def data_of(source: Source, paths: Sequence[str]) -> list[Any]:
    """Return the data of each file; None for one that is not sound, or empty."""
    texts = [sound_text(source, path) for path in paths]
    return [None if text is None else sound_data(text) for text in texts]


def sound_text(source: Source, path: str) -> str | None:
    """Return the text of a file, or None if there is anything to be said about it."""
    try:
        text = decode(path, source.read(path))
    except Unread:
        return None
    return None if hidden_order(path, text) or may_hold_null(text) else text


def sound_data(text: str) -> Any:
    """Return the data that a text holds, or None."""
    try:
        return load(text)
    except Faulty:
        return None
