// The snippets of ../vscode as an author gets them who accepts every proposal.

/** The block a snippet belongs into, by the word that begins it; all others stand at the left margin. */
const AROUND = {
  context: 'workstream',
  classify: 'workstream',
  classifymodel: 'workstream',
  route: 'workstream',
  distribution: 'workstream',
  templates: 'workstream',
  overflow: 'queue',
  prioritize: 'queue',
  choose: 'queue',
  rule: 'intake',
  ruleto: 'intake',
}

const VARIABLES = { CURRENT_YEAR: '2026', CURRENT_MONTH: '03', CURRENT_DATE: '02' }

/** The text of a snippet: the first of each choice, each proposal, and what was written before where it is repeated. */
function expanded(body) {
  const written = new Map()
  let at = 0
  function until(end) {
    let text = ''
    for (; at < body.length && body[at] !== end; at++) {
      if (body[at] === '\\') text += body[++at]
      else if (body[at] === '$') text += place()
      else text += body[at]
    }
    return text
  }
  function place() {
    const [all, number, name, mark] = /^\$(?:(\d+)|\{(\w+)([:|}]))/.exec(body.slice(at))
    at += all.length - 1
    const key = number ?? name
    if (number !== undefined || mark === '}') return VARIABLES[key] ?? written.get(key) ?? ''
    at++
    const proposal = until('}')
    const text = mark === '|' ? proposal.slice(0, -1).split(',')[0] : (VARIABLES[key] ?? proposal)
    written.set(key, text)
    return text
  }
  return until(undefined)
}

/** Every snippet as a program of its own. */
export function* programsOf(file, snippets) {
  for (const { prefix, body } of Object.values(snippets)) {
    const text = expanded([body].flat().join('\n'))
    const whole = prefix === 'split' ? `when a ${text}` : text
    const around = prefix === 'split' ? 'intake' : AROUND[prefix]
    yield { place: `${file}: ${prefix}`, text: around ? `${around} a {\n${whole}\n}\n` : `${whole}\n`, bad: false }
  }
}
