"""Starts the whole stack on the laptop, keeps it, and leaves nothing behind."""

import json
import sys
import time
from collections.abc import Callable, Iterator

from botocore.exceptions import BotoCoreError, ClientError

from hosting.turn import deploy_turn
from local import comparison, deployment, emulator, state
from local.accounts import DEMO_ACCOUNTS, ensure_accounts
from local.aws.marker import read_marker
from local.cameras import ensure_demo_camera
from local.clients import Clients, make_clients
from local.errors import LocalError, PortTaken
from local.mail import Mail, NewMail, ensure_sender
from local.outputs import Outputs, make_outputs, web_app_config, write_json
from local.processes import Child, Program, start_child, stop_children
from local.stack import Stack, is_port_taken, project_environment
from local.steps import step
from local.streams import follow_again

REKOGNITION_READY_TIMEOUT_SECONDS = 180.0  # it loads and warms its engine, on a slow disk the first time
WEB_READY_TIMEOUT_SECONDS = 30.0
WATCH_SECONDS = 0.5


class Launcher:
    """One run of the stack.

    Parameters
    ----------
    stack
        What to start.
    lock
        Descriptor of the state folder's lock, which the stack's programs share.
    """

    def __init__(self, stack: Stack, lock: int) -> None:
        self._stack = stack
        self._lock = lock
        self._emulator: Child | None = None
        self._others: list[Child] = []
        self._compare_at: float | None = None

    def start(self) -> Outputs:
        """Start every program, deploy, and say where the stack is.

        Raises
        ------
        LocalError
            Something is in the way; the message says what to do.
        """
        self._require_free_ports()
        rekognition = self._start(rekognition_program(self._stack))
        clients, was_killed = self._start_sound_emulator()
        self._deploy(clients)
        deployed = deployment.describe(clients)
        follow_again(clients, deployed.audit_inbox, deployed.outbox, deployed.table)
        ensure_sender(clients.mails)
        ensure_accounts(clients.users, deployed.user_pool_id, DEMO_ACCOUNTS)
        with step("Demo cameras"):
            camera = ensure_demo_camera(self._stack, clients, deployed.user_pool_id, deployed.table)
        outputs = make_outputs(self._stack, deployed, camera)
        with step("Web server"):
            web = self._start(web_program(self._stack, outputs))
            web.wait_until_answers(self._stack.web_url, WEB_READY_TIMEOUT_SECONDS)
        with step("Plate reading engine"):
            rekognition.wait_until_answers(f"{self._stack.rekognition_url}/health", REKOGNITION_READY_TIMEOUT_SECONDS)
        if was_killed:
            self._compare(clients)
            self._compare_at = time.monotonic() + comparison.AGAIN_SECONDS
        write_json(self._stack.outputs_path, outputs)
        return outputs

    def watch(self, show: Callable[[Mail], None]) -> None:
        """Show mail as it comes, until a program of the stack ends.

        Parameters
        ----------
        show
            Called with each new message, oldest first.

        Raises
        ------
        ChildFailed
            A program ended unexpectedly.
        """
        new_mail = NewMail(self._stack.endpoint_url)
        problem = None
        while True:
            for child in self._children():
                child.require_running()
            for mail in new_mail.fetch():
                show(mail)
            problem = self._tell_of_saving(problem)
            if self._compare_at and time.monotonic() > self._compare_at:
                self._compare_at = None
                self._compare(make_clients(self._stack))
            time.sleep(WATCH_SECONDS)

    def stop(self) -> None:
        """Stop every program and wait until it is gone; the emulator last, for it saves what the others wrote."""
        self._stack.outputs_path.unlink(missing_ok=True)
        stop_children(self._others)
        if self._emulator:
            stop_children([self._emulator])
            marker = read_marker(self._stack.data_dir)
            if marker and not marker.clean:
                print(comparison.describe_unsaved(marker), flush=True)

    def _children(self) -> Iterator[Child]:
        if self._emulator:
            yield self._emulator
        yield from self._others

    def _require_free_ports(self) -> None:
        for name, port in vars(self._stack.ports).items():
            if is_port_taken(port):
                raise PortTaken(
                    f"Port {port} is taken by another program. Stop that program, or choose another port: "
                    f"npm start -- --{name}-port {port + 1000}"
                )

    def _start_sound_emulator(self) -> tuple[Clients, bool]:
        """Start the emulator; set kept state aside that it cannot work with.

        Returns
        -------
        tuple of Clients and bool
            How to talk to it, and whether it goes on from a run that was killed.
        """
        is_fresh = not state.has_data(self._stack)
        marker = read_marker(self._stack.data_dir)
        was_killed = marker is not None and not marker.clean
        if marker and was_killed:
            print(f"  {comparison.describe_end(marker)}", flush=True)
        self._start_emulator()
        clients = make_clients(self._stack)
        damage = None if is_fresh else deployment.find_damage(clients)
        if damage and self._emulator:
            stop_children([self._emulator])
            aside = state.set_data_aside(self._stack)
            print(f"  What the last run left cannot be used: {damage}. It is now in {aside}; starting from nothing.")
            self._start_emulator()
        aside_so_far = state.describe_aside(self._stack)
        if aside_so_far:
            print(f"  {aside_so_far}", flush=True)
        return clients, was_killed and not damage

    def _compare(self, clients: Clients) -> None:
        """Compare the log with the bucket, and tell what was found; the comparison of the next hour is a second try."""
        try:
            with step("Compare the log with the bucket"):
                numbers = comparison.compare(clients.functions)
        except (BotoCoreError, ClientError, LocalError) as error:
            print(f"  {error}", flush=True)
            return
        for sentence in comparison.describe(numbers):
            print(f"  {sentence}", flush=True)

    def _tell_of_saving(self, told: str | None) -> str | None:
        """Tell once when nothing can be saved any more, and when it can be again; return what was told."""
        problem = emulator.saving_problem(self._stack)
        if problem and not told:
            print(
                f"Nothing more can be saved: {problem}. Photos and decisions are refused until it can be: is there "
                f"room in {self._stack.state_dir}?",
                flush=True,
            )
        elif told and not problem:
            print("Saving works again. What was answered as done is on the disk.", flush=True)
        return problem

    def _start_emulator(self) -> None:
        with step("Local AWS"):
            self._emulator = self._run(emulator.program(self._stack))
            self._emulator.wait_until_answers(emulator.health_url(self._stack), emulator.READY_TIMEOUT_SECONDS)

    def _deploy(self, clients: Clients) -> None:
        digest = deployment.sources_digest(self._stack)
        if deployment.is_deployed(clients, digest):
            return
        with step("Deploy the stack"), deploy_turn():
            deploy = self._run(deployment.program(self._stack))
            try:
                deploy.wait()
            finally:
                stop_children([deploy])
            deployment.repair_cors(clients)
            deployment.switch_on_time_to_live(clients)
            deployment.remember_deployed(clients, digest)

    def _start(self, program: Program) -> Child:
        child = self._run(program)
        self._others.append(child)
        return child

    def _run(self, program: Program) -> Child:
        log = self._stack.log_dir / f"{program.name.lower().replace(' ', '-')}.log"
        return start_child(program, log, self._lock)


def rekognition_program(stack: Stack) -> Program:
    """Return the program that reads text in photos."""
    addresses = ["--port", str(stack.ports.rekognition), "--s3-endpoint-url", stack.endpoint_url]
    command = [sys.executable, "-m", "local.rekognition", *addresses]
    return Program("Plate reading engine", command, project_environment(stack))


def web_program(stack: Stack, outputs: Outputs) -> Program:
    """Return the program that serves the web app."""
    addresses = ["--port", str(stack.ports.web), "--endpoint-url", stack.endpoint_url]
    command = [sys.executable, "-m", "local.web", *addresses, "--config", json.dumps(web_app_config(outputs))]
    return Program("Web server", command, project_environment(stack))
