import * as vscode from 'vscode'
import { Server } from './server'
import { type Found, type Run, testAt, testsOf } from './tests'

let server: Server | undefined

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Server()
  server = started
  context.subscriptions.push(
    started,
    vscode.commands.registerCommand('enroute.restart', () => started.restart()),
    vscode.commands.registerTextEditorCommand('enroute.runHere', (editor) => void runHere(started, editor)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const matters = ['enroute.path', 'enroute.programs'].some((name) => change.affectsConfiguration(name))
      if (matters) void started.restart()
    }),
  )
  await started.start()
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop()
}

/** Runs the test that the cursor is in; where it is in none, the one that is picked. */
async function runHere(server: Server, editor: vscode.TextEditor): Promise<void> {
  const tests = testsOf(editor.document.getText())
  const test = testAt(tests, editor.selection.active.line) ?? (await picked(tests))
  if (test === undefined) return
  if (!server.runs) {
    void vscode.window.showWarningMessage('Enroute: the server does not run, so nothing can be tested')
    return
  }
  const run: Run = { uri: editor.document.uri.toString(), kind: test.kind, name: test.name, line: test.line }
  await vscode.commands.executeCommand('enroute.run', run)
}

async function picked(tests: readonly Found[]): Promise<Found | undefined> {
  if (tests.length === 0) {
    void vscode.window.showInformationMessage('Enroute: this file has no test and no scenario')
    return undefined
  }
  const choices = tests.map((test) => ({ label: test.name, description: test.kind, test }))
  return (await vscode.window.showQuickPick(choices, { placeHolder: 'Which one?' }))?.test
}
