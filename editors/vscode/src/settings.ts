import os from 'node:os'
import path from 'node:path'

/** What the server is told when it starts. */
export interface Options {
  programs: string[]
}

/** The command as written in the settings, with `~` and `${workspaceFolder}` filled in. */
export function commandFrom(written: string, folder: string | undefined): string {
  const command = written.trim() || 'enroute'
  const filled = folder === undefined ? command : command.replaceAll('${workspaceFolder}', () => folder)
  const home = /^~(?=[/\\]|$)/
  return home.test(filled) ? path.join(os.homedir(), filled.slice(1)) : filled
}

/** The list of programs as the server gets it: what is no text or blank is left out, and nothing is said twice. */
export function programsFrom(written: unknown): string[] {
  if (!Array.isArray(written)) return []
  const programs = written.filter((one) => typeof one === 'string').map((one) => one.trim())
  return [...new Set(programs.filter((one) => one !== ''))]
}

/** Why the server does not start, for the person who wants it to. */
export function whyNotStarted(command: string, error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
      return `there is no program \`${command}\`; say in the settings where it is`
    case 'EACCES':
      return `\`${command}\` may not be started; it is no program, or not yours to start`
    case 'ETIMEDOUT':
      return `\`${command}\` does not answer`
    default:
      return `\`${command}\` ends with an error: ${error instanceof Error ? firstLine(error.message) : String(error)}`
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
