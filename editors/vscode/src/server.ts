import { execFile } from 'node:child_process'
import * as vscode from 'vscode'
import { type ExecuteCommandSignature, LanguageClient } from 'vscode-languageclient/node'
import { commandFrom, type Options, programsFrom, whyNotStarted } from './settings'
import { isOutcome, isRun, type Run, summary } from './tests'

/** How long a program may take to say its version, in milliseconds. */
const PATIENCE = 10_000

/** The server while it runs, and what is shown of it. */
export class Server implements vscode.Disposable {
  readonly #output = vscode.window.createOutputChannel('Enroute')
  readonly #log = vscode.window.createOutputChannel('Enroute server', { log: true })
  readonly #files = vscode.workspace.createFileSystemWatcher('**/*.{route,csv,json,jsonl,ndjson}')
  #client: LanguageClient | undefined
  /** Starts and stops happen one after the other. */
  #turn: Promise<void> = Promise.resolve()

  start(): Promise<void> {
    return this.#after(() => this.#begin())
  }

  stop(): Promise<void> {
    return this.#after(() => this.#end())
  }

  restart(): Promise<void> {
    return this.#after(async () => {
      await this.#end()
      await this.#begin()
    })
  }

  get runs(): boolean {
    return this.#client?.isRunning() ?? false
  }

  dispose(): void {
    this.#output.dispose()
    this.#log.dispose()
    this.#files.dispose()
  }

  #after(next: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(next, next)
    return this.#turn
  }

  async #begin(): Promise<void> {
    const settings = vscode.workspace.getConfiguration('enroute')
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath
    const command = commandFrom(settings.get('path', 'enroute'), folder)
    const options: Options = { programs: programsFrom(settings.get('programs')) }
    try {
      await answers(command)
      this.#client = this.#made(command, options)
      await this.#client.start()
    } catch (error) {
      this.#client = undefined
      // Nobody is waited for: a message stays until it is read.
      void told(whyNotStarted(command, error))
    }
  }

  async #end(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    if (client?.needsStop()) await client.stop()
    await client?.dispose()
  }

  #made(command: string, initializationOptions: Options): LanguageClient {
    const executable = { command, args: ['lsp'] }
    return new LanguageClient('enroute', 'Enroute', executable, {
      documentSelector: [
        { scheme: 'file', language: 'route' },
        { scheme: 'untitled', language: 'route' },
      ],
      initializationOptions,
      outputChannel: this.#log,
      synchronize: { fileEvents: this.#files },
      initializationFailedHandler: () => false,
      middleware: { executeCommand: (name, args, next) => this.#executed(name, args, next) },
    })
  }

  /** The server's commands pass here, whether a code lens or the palette asks for them. */
  async #executed(name: string, args: unknown[], next: ExecuteCommandSignature): Promise<unknown> {
    const run = args[0]
    if (name !== 'enroute.run' || !isRun(run)) return next(name, args)
    const location = vscode.ProgressLocation.Window
    const answer = await vscode.window.withProgress({ location, title: `Running "${run.name}"` }, () =>
      next(name, args),
    )
    this.#show(run, answer)
    return answer
  }

  #show(run: Run, answer: unknown): void {
    if (!isOutcome(answer)) return
    const text = summary(run, answer)
    this.#output.replace(`${answer.text.trimEnd()}\n`)
    this.#output.show(true)
    if (answer.passed) void vscode.window.showInformationMessage(text)
    else void vscode.window.showWarningMessage(text)
  }
}

/** Resolves if the program is there and says its version. */
function answers(command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(command, ['--version'], { timeout: PATIENCE, windowsHide: true }, (error) => {
      if (error === null) resolve()
      else reject(error.killed ? Object.assign(error, { code: 'ETIMEDOUT' }) : error)
    })
  })
}

async function told(why: string): Promise<void> {
  const [settings, again] = ['Open settings', 'Try again']
  const chosen = await vscode.window.showErrorMessage(`Enroute: ${why}`, settings, again)
  if (chosen === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'enroute.path')
  if (chosen === again) await vscode.commands.executeCommand('enroute.restart')
}
