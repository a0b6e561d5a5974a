"""A client that hangs up while its question is being answered is noticed, one that stays is left alone."""

from __future__ import annotations

import multiprocessing
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from threading import Event, Thread
from threading import enumerate as running_threads

import pytest

from app.api.departures import LOOK_SECONDS, Lookout
from app.cancellation import Cancellation
from app.errors import Cancelled
from tests.support.faults import happens_within

SOON = 10 * LOOK_SECONDS
A_FEW_LOOKS = 3 * LOOK_SECONDS
LEAVERS = 5
Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def lookout() -> Lookout:
    return Lookout()


@pytest.fixture
def ends() -> Iterator[Ends]:
    """The server's and the client's end of a TCP connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
    with server, client:
        yield server, client


def is_cancelled_within(cancellation: Cancellation, seconds: float) -> bool:
    cancelled = Event()
    try:
        with cancellation.heeding(cancelled.set):
            return cancelled.wait(seconds)
    except Cancelled:
        return True  # it was before we could listen


@pytest.mark.parametrize("name", ["gunicorn.socket", "werkzeug.socket"])
def test_a_client_that_hangs_up_cancels_its_question(lookout: Lookout, ends: Ends, name: str):
    server, client = ends
    with lookout.watching({name: server}) as cancellation:
        client.close()
        assert is_cancelled_within(cancellation, SOON)


def test_a_client_that_breaks_off_cancels_its_question(lookout: Lookout, ends: Ends):
    server, client = ends
    with lookout.watching({"gunicorn.socket": server}) as cancellation:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        assert is_cancelled_within(cancellation, SOON)


def test_a_client_that_waits_is_left_alone(lookout: Lookout, ends: Ends):
    server, _ = ends
    with lookout.watching({"gunicorn.socket": server}) as cancellation:
        assert not is_cancelled_within(cancellation, A_FEW_LOOKS)


def test_a_next_request_that_is_sent_ahead_stays_to_be_read(lookout: Lookout, ends: Ends):
    server, client = ends
    client.sendall(b"POST ")
    with lookout.watching({"gunicorn.socket": server}) as cancellation:
        assert not is_cancelled_within(cancellation, A_FEW_LOOKS)
    assert server.recv(5) == b"POST "


def test_only_the_question_of_the_client_that_left_is_cancelled(lookout: Lookout, ends: Ends):
    server, client = ends
    staying = socket.socketpair()
    with staying[0], staying[1], lookout.watching({"gunicorn.socket": staying[0]}) as kept:
        with lookout.watching({"gunicorn.socket": server}) as left:
            client.close()
            assert is_cancelled_within(left, SOON)
        assert not is_cancelled_within(kept, A_FEW_LOOKS)


def test_a_client_that_leaves_after_its_answer_cancels_nothing(lookout: Lookout, ends: Ends):
    server, client = ends
    with lookout.watching({"gunicorn.socket": server}) as cancellation:
        pass
    client.close()
    assert not is_cancelled_within(cancellation, A_FEW_LOOKS)


def test_work_that_missed_being_stopped_is_stopped_again(lookout: Lookout, ends: Ends):
    server, client = ends
    twice = Event()
    stops: list[int] = []

    def stop() -> None:
        stops.append(1)
        if len(stops) == 2:
            twice.set()

    with lookout.watching({"gunicorn.socket": server}) as cancellation, cancellation.heeding(stop):
        client.close()
        assert twice.wait(SOON)


def test_those_who_leave_at_once_are_stopped_at_once(lookout: Lookout):
    began: list[int] = []

    def stop() -> None:
        began.append(1)
        time.sleep(1)

    with ExitStack() as stack:
        for _ in range(LEAVERS):
            server, client = socket.socketpair()
            stack.enter_context(server)
            cancellation = stack.enter_context(lookout.watching({"gunicorn.socket": server}))
            stack.enter_context(cancellation.heeding(stop))
            client.close()
        assert happens_within(SOON, lambda: len(began) >= LEAVERS)


def test_a_stop_that_takes_long_keeps_nobody_from_being_noticed(lookout: Lookout, ends: Ends):
    began, release = Event(), Event()

    def stop() -> None:
        began.set()
        release.wait(2 * SOON)

    server, client = socket.socketpair()
    with server, lookout.watching({"gunicorn.socket": server}) as first, first.heeding(stop):
        client.close()
        assert began.wait(SOON)
        with lookout.watching({"gunicorn.socket": ends[0]}) as cancellation:
            ends[1].close()
            assert is_cancelled_within(cancellation, SOON)
        release.set()


def test_a_connection_that_the_server_has_closed_meanwhile_stops_nobody_elses_watch(lookout: Lookout, ends: Ends):
    ours, theirs = socket.socketpair()
    server, client = ends
    with lookout.watching({"gunicorn.socket": ours}), lookout.watching({"gunicorn.socket": server}) as cancellation:
        ours.close()
        theirs.close()
        assert not is_cancelled_within(cancellation, A_FEW_LOOKS)
        client.close()
        assert is_cancelled_within(cancellation, SOON)


def test_where_no_connection_is_shown_nothing_is_watched(lookout: Lookout):
    with lookout.watching({}) as cancellation:
        assert not cancellation.is_cancelled
    assert not lookout.thread.is_alive()


def test_a_connection_in_tls_is_not_touched(lookout: Lookout, ends: Ends):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with context.wrap_socket(ends[0], server_hostname="shop", do_handshake_on_connect=False) as wrapped:
        with lookout.watching({"gunicorn.socket": wrapped}):
            assert not lookout.clients
        assert not lookout.thread.is_alive()


def test_one_thread_looks_after_all_clients(lookout: Lookout):
    pairs = [socket.socketpair() for _ in range(20)]
    before = len(running_threads())

    def ask(server: socket.socket) -> None:
        with lookout.watching({"gunicorn.socket": server}):
            pass

    threads = [Thread(target=ask, args=(server,)) for server, _ in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(running_threads()) == before + 1
    for pair in pairs:
        for end in pair:
            end.close()


@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_process_that_is_forked_off_watches_its_own_clients(lookout: Lookout, ends: Ends):
    with lookout.watching({"gunicorn.socket": ends[0]}):
        pass

    def watch_in_child(said: Connection) -> None:
        server, client = socket.socketpair()
        with lookout.watching({"gunicorn.socket": server}) as cancellation:
            client.close()
            said.send(is_cancelled_within(cancellation, SOON))

    heard, said = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=watch_in_child, args=(said,))
    child.start()
    assert heard.poll(SOON + 5)
    assert heard.recv()
    child.join()
