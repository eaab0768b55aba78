//! The line that says which step is under way: `[2/5] Building the WebAssembly module`.

use std::time::Instant;

pub struct Progress {
    total: usize,
    at: usize,
    begun: Instant,
    step: Option<Instant>,
}

impl Progress {
    pub fn new(total: usize) -> Self {
        Self { total, at: 0, begun: Instant::now(), step: None }
    }

    /// Says how long the step before took and names the next one.
    pub fn step(&mut self, what: &str) {
        self.close();
        self.at += 1;
        println!("[{}/{}] {what}", self.at, self.total);
        self.step = Some(Instant::now());
    }

    /// Ends the last step and says how long everything took.
    pub fn finish(&mut self, what: &str) {
        self.close();
        println!("{what} ({})", seconds(self.begun));
    }

    fn close(&mut self) {
        if let Some(begun) = self.step.take() {
            println!("      done in {}", seconds(begun));
        }
    }
}

pub fn seconds(since: Instant) -> String {
    format!("{:.1} s", since.elapsed().as_secs_f64())
}
