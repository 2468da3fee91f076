//! Two machines with a cable between them: network namespaces of Linux. Neither sees this
//! machine's network, nor does that see them; they are gone with the value.

use std::fs::File;
use std::os::fd::AsFd as _;
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Result, anyhow, ensure};
use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

/// The two ends of a cable.
pub struct Cable {
    /// Has 192.168.77.1.
    pub near: Namespace,
    /// Has 192.168.77.2.
    pub far: Namespace,
}

/// A machine with nothing but loopback and its end of the cable.
pub struct Namespace {
    name: String,
}

impl Cable {
    /// Lays it; `None`, with a line that says why, where namespaces are not permitted.
    pub fn lay(name: &str) -> Result<Option<Self>> {
        let name = format!("larder-{name}-{}", std::process::id());
        let made = ip(&["netns", "add", &format!("{name}-near")]);
        if let Err(error) = made {
            eprintln!("skipped: network namespaces cannot be made here, which root can: {error}");
            return Ok(None);
        }
        let near = Namespace {
            name: format!("{name}-near"),
        };
        ip(&["netns", "add", &format!("{name}-far")])?;
        let far = Namespace {
            name: format!("{name}-far"),
        };
        // Made within, so that this machine never has an end of it.
        let cable = "link add cable type veth peer name cable netns";
        near.ip(&format!("{cable} {}", far.name))?;
        for (end, address) in [(&near, "192.168.77.1/24"), (&far, "192.168.77.2/24")] {
            end.ip(&format!("address add {address} dev cable"))?;
            end.ip("link set cable up")?;
            end.ip("link set lo up")?;
        }
        Ok(Some(Self { near, far }))
    }
}

impl Namespace {
    /// A program that will run on this machine.
    pub fn command(&self, program: &std::path::Path) -> Command {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &self.name]).arg(program);
        command
    }

    /// Runs work whose sockets are on this machine.
    pub fn within<T: Send>(&self, work: impl Future<Output = Result<T>> + Send) -> Result<T> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let step_in = move || {
            let there = File::open(format!("/run/netns/{}", self.name))?;
            move_into_link_name_space(there.as_fd(), Some(LinkNameSpaceType::Network))?;
            runtime.block_on(work)
        };
        // The thread ends there: no other test finds itself in the namespace.
        let done = thread::scope(|scope| scope.spawn(step_in).join());
        done.map_err(|_| anyhow!("work within a namespace fell"))?
    }

    fn ip(&self, args: &str) -> Result<()> {
        let within = ["-netns", &self.name];
        let args: Vec<&str> = within.into_iter().chain(args.split(' ')).collect();
        ip(&args)
    }
}

impl Drop for Namespace {
    fn drop(&mut self) {
        // What cannot be removed is empty, and gone with the machine.
        let _ = ip(&["netns", "delete", &self.name]);
    }
}

fn ip(args: &[&str]) -> Result<()> {
    let output = Command::new("ip")
        .args(args)
        .stdin(Stdio::null())
        .output()?;
    ensure!(
        output.status.success(),
        "ip {}: {}",
        args.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}
