// A real server for a browser test: the built binary on a free port, with an empty data folder of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(__dirname, "../..");

export class Server {
  private process: ChildProcess | undefined;
  readonly data = mkdtempSync(join(tmpdir(), "startex-e2e-"));
  port = 0;

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get token(): string {
    return readFileSync(join(this.data, "facilitator-token"), "utf8").trim();
  }

  // On the same port and data when it has run before.
  async start(): Promise<void> {
    const binary =
      process.env.STARTEX_BINARY ?? join(root, "build/release/server/startex");
    this.process = spawn(
      binary,
      [
        "serve",
        ...["--listen", `127.0.0.1:${this.port}`],
        ...["--data", this.data],
        ...["--scenarios", join(root, "scenarios")],
        ...["--web", join(root, "web-client/dist")],
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: this.process.stdout! });
    for await (const line of lines) {
      const found = /^listening on http:\/\/.*:(\d+)$/.exec(line);
      if (!found) continue;
      this.port = Number(found[1]);
      return;
    }
    throw new Error("The server did not start.");
  }

  async kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const gone = new Promise((done) => this.process?.once("exit", done));
    this.process?.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill("SIGTERM");
    rmSync(this.data, { recursive: true, force: true });
  }
}
