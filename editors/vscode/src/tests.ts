/** A test or scenario, as the server is asked to run it. */
export interface Run {
  uri: string
  kind: 'test' | 'scenario'
  name: string
  /** Where it begins, counted from zero: several may have one name. */
  line?: number
}

/** What the server answers. */
export interface Outcome {
  passed: boolean
  text: string
}

/** A test or scenario of a text, with its first line, counted from zero. */
export interface Found {
  kind: Run['kind']
  name: string
  line: number
}

const HEADER = /^(test|scenario)\s+"((?:[^"\\]|\\.)*)"/

/** The tests and scenarios of a text, in its order. */
export function testsOf(text: string): Found[] {
  return text.split(/\r?\n/).flatMap((content, line) => {
    const [, kind, name] = HEADER.exec(content) ?? []
    return (kind === 'test' || kind === 'scenario') && name !== undefined ? [{ kind, name: unescaped(name), line }] : []
  })
}

/** The one that a line stands in: the last that begins at it or above. */
export function testAt(tests: readonly Found[], line: number): Found | undefined {
  return tests.findLast((test) => test.line <= line)
}

/** What is shown when a run ends. */
export function summary(run: Pick<Run, 'kind' | 'name'>, outcome: Outcome): string {
  return `${outcome.passed ? '✓' : '✗'} ${run.kind} "${run.name}" ${outcome.passed ? 'passed' : 'failed'}`
}

export function isRun(value: unknown): value is Run {
  return has(value, 'uri', 'string') && has(value, 'name', 'string') && has(value, 'kind', 'string')
}

export function isOutcome(value: unknown): value is Outcome {
  return has(value, 'passed', 'boolean') && has(value, 'text', 'string')
}

function has(value: unknown, name: string, type: 'string' | 'boolean'): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === type
}

function unescaped(name: string): string {
  const letters: Record<string, string> = { n: '\n', t: '\t' }
  return name.replaceAll(/\\(.)/g, (_, letter: string) => letters[letter] ?? letter)
}
