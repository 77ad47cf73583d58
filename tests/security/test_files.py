"""Files that mean harm are told in a sentence, whatever is in them; none writes anywhere, and none stops the house."""

import io
import random
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import InvalidInput, ShiftwrightError, UnreadableFile
from scheduling.domain.files import File
from scheduling.formats import instances
from scheduling.services import bundle
from scheduling.services.bundle import BundleService, unpack
from scheduling.services.importing import LARGEST_BYTES, ImportService
from scheduling.services.own_roster import read_roster
from scheduling.services.ports import Transactions
from scheduling.services.runs import RunService
from tests.actors import MIA
from tests.formats.inrc2_tiny import CONTENT
from tests.services.loop import QUICK, Kept
from tests.services.small_site import add_site
from tests.services.test_importing import INSTANCE
from tests.services.test_own_roster import week

MARKS = b"0123456789,;=|-\n ABD\t\"'#[]{}()\x00\xff"
PIECES = (b"99999999", b",", b"\n", b"-1", b"(", b"SECTION_STAFF\n", b"9" * 4400)
ROSTER = b"Employee,2026-11-30,2026-12-01\nann,D,\nben,D+N,N\nANN,,D (Cook)\n"


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut out or put in."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt) or 1)
        match chance.randrange(3):
            case 0:
                spoilt[at : at + 1] = bytes([chance.choice(MARKS)])
            case 1:
                del spoilt[at : at + chance.randint(1, 12)]
            case _:
                spoilt[at:at] = chance.choice(PIECES)
    return bytes(spoilt)


def read_or_told(read: Callable[[], object]) -> bool:
    """Whether it was read; nothing but an error on purpose may be raised."""
    try:
        read()
    except ShiftwrightError:
        return False
    return True


def test_a_spoilt_text_is_read_or_told_and_never_breaks() -> None:
    chance = random.Random(7)
    inrc = {name: text.encode() for name, text in CONTENT.items()}
    weeks = [name for name in inrc if name.startswith("WD")]
    read = 0
    for _ in range(300):
        nrp, roster = File("Tiny.txt", spoilt(INSTANCE, chance)), File("own.csv", spoilt(ROSTER, chance))
        spoil = chance.choice(list(inrc))
        files = [File(name, spoilt(text, chance) if name == spoil else text) for name, text in inrc.items()]
        read += read_or_told(lambda file=nrp: instances.read([file]))
        read += read_or_told(lambda file=roster: read_roster(file, week()))
        read += read_or_told(lambda several=files: instances.read(several, weeks))
    assert 0 < read < 900, "some are still good, and some are not"


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/cron.d/tiny.txt", "..\\..\\tiny.txt", "C:\\tiny.txt"])
def test_the_name_of_an_upload_leads_nowhere(
    transactions: Transactions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder := tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(folder)
    ImportService(transactions, instances).store(MIA, [File(name, INSTANCE)])
    assert list((tmp_path / "a").rglob("*")) == [folder]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + bytes(200),
        b"MZ" + bytes(200),
        b"%PDF-1.7\n",
        INSTANCE + b"\x00",
        INSTANCE.decode().encode("utf-16"),
        b"x" * (LARGEST_BYTES + 1),
        INSTANCE.replace(b"7\n", b"999999999\n", 1),
        INSTANCE.replace(b"A,2,D,2", b"A,2,D,99999999999"),
        INSTANCE.replace(b"0,D,1,100,1", b"0,D,99999999999,100,1"),
        INSTANCE.replace(b"B,D=7", b"\n".join(b"P%d,D=7,3360,0,5,1,1,1" % k for k in range(5_001)) + b"\nB,D=7"),
    ],
    ids=["empty", "zip", "program", "pdf", "nul", "utf-16", "large", "days", "weight", "heads", "people"],
)
def test_what_is_no_instance_or_larger_than_any_is_told_and_leaves_nothing(
    transactions: Transactions, content: bytes
) -> None:
    with pytest.raises((UnreadableFile, InvalidInput)):
        ImportService(transactions, instances).store(MIA, [File("tiny.txt", content)])
    with transactions() as work:
        assert work.schedules.sites() == []


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Mapping[str, bytes]:
    """The parts of the file of a run that waits."""
    file = tmp_path_factory.mktemp("packed") / "house.db"
    file.write_bytes(migrated_file.read_bytes())

    def transactions() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(f"sqlite:///{file}"))

    _, schedule = add_site(transactions)
    run = RunService(transactions, Kept()).submit(MIA, schedule, options=QUICK).id
    with zipfile.ZipFile(io.BytesIO(BundleService(transactions).pack(MIA, run))) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return file.getvalue()


def test_members_of_a_zip_file_that_lead_out_of_it_are_written_nowhere(
    packed: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inside := tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(inside)
    evil = dict.fromkeys(("../run.json", "../../evil", str(tmp_path / "evil"), "a\\..\\..\\evil"), b"evil")
    assert unpack("run.zip", zipped({**evil, **packed})).snapshot
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_zip_file_that_swells_is_refused_before_it_has(
    packed: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "LARGEST", 2**20)
    bomb = zipped({**packed, "inputs.json": bytes(60 * 2**20)})
    assert len(bomb) < 2**17
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="larger than a run can be"):
        unpack("run.zip", bomb)
    # That it is small is a lie: no more than it says is unpacked.
    with pytest.raises(UnreadableFile, match=r"run\.zip"):
        unpack("run.zip", bomb.replace(struct.pack("<I", 60 * 2**20), struct.pack("<I", 100)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2**22


def test_a_spoilt_or_locked_zip_file_is_told(packed: Mapping[str, bytes]) -> None:
    whole, chance = zipped(packed), random.Random(3)
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := whole.find(mark, start + 1)) >= 0:
            locked[start + at] |= 1
    deep = zipped({**packed, "run.json": b"[" * 200_000})
    other = zipped({**packed, "run.json": b'{"form": 1, "run": [], "versions": []}'})
    for content in (bytes(locked), deep, other):
        with pytest.raises(UnreadableFile, match=r"run\.zip"):
            unpack("run.zip", content)
    for _ in range(150):
        content = spoilt(whole, chance)
        read_or_told(lambda content=content: unpack("run.zip", content))
    for name in ("run.json", "inputs.json", "start.json", "candidates.json"):
        for _ in range(40):
            content = zipped({**packed, name: spoilt(packed[name], chance)})
            read_or_told(lambda content=content: unpack("run.zip", content))
