//! The program itself, started as a user starts it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

/// The program with what it is told, deaf to the environment of whoever runs the tests.
pub(crate) fn zij(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zij"));
    for name in [
        "ZIJ_STORE",
        "ZIJ_HOST",
        "ZIJ_PORT",
        "ZIJ_ALLOW_PUBLIC",
        "ZIJ_NO_EXAMPLES",
        "ZIJ_LOG",
    ] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

/// A running server on a free port; it ends with the test.
pub(crate) struct Running {
    child: Child,
    /// The address, `127.0.0.1:40123`.
    pub(crate) address: String,
}

impl Running {
    /// Starts a server on a store and waits until it says where it is.
    pub(crate) fn start(store: &Path) -> Self {
        Self::start_with(store, &[])
    }

    /// The same with further arguments.
    pub(crate) fn start_with(store: &Path, args: &[&str]) -> Self {
        let mut command = zij(&["serve", "--port", "0", "--store"]);
        command.arg(store).args(args);
        Self::of(command)
    }

    /// Waits until a command that starts a server says where it is.
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim_end()
            .strip_prefix("Zij is at http://")
            .and_then(|it| it.strip_suffix('/'));
        let address = address
            .unwrap_or_else(|| panic!("the first line is {line:?}"))
            .to_owned();
        Self { child, address }
    }

    /// Sends a request and reads the answer's status and body.
    pub(crate) fn send(&self, head: &str, content_type: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let request = format!(
            "{head} HTTP/1.0\r\nhost: {}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n{body}",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (
            head.split(' ').nth(1).unwrap().parse().unwrap(),
            body.to_owned(),
        )
    }

    /// Ends the process without a word (SIGKILL).
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the process to end and waits for its exit code.
    pub(crate) fn end(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already ended by the test, or ended here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a command that ends by itself has written on standard error, and its exit code.
pub(crate) fn refused(output: &Output) -> (Option<i32>, String) {
    let words = String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_owned();
    (output.status.code(), words)
}
