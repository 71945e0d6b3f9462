-- Opens a broken program in Neovim, waits for what the server says of it, applies the fix at the cursor, and looks whether
-- the program is mended. Any version since 0.7 will do:
--
--   ENROUTE_PROGRAM=target/debug/enroute nvim --headless -u NONE -i NONE -c 'luafile editors/neovim/session.lua'

local program = os.getenv('ENROUTE_PROGRAM') or 'enroute'
local folder = vim.fn.tempname()

local broken = {
  'language 1',
  '',
  'enum Tier { silver, gold }',
  'entity Case { title: text, tier: Tier }',
  'queue cases { type record }',
  'intake Case { "All": otherwise to desk }',
  '',
  'workstream desk {',
  '  type     record',
  '  carries  Case',
  '  mode     push',
  '  fallback cases',
  '  route first {',
  '    "Gold": when tier == golden to cases',
  '    "Rest": otherwise to cases',
  '  }',
  '  distribution { units 10, presences [available], skills none }',
  '}',
}

local function fail(why)
  io.stderr:write('\n' .. why .. '\n')
  vim.cmd('cquit 1')
end

local function wait(what, is_so)
  if not vim.wait(20000, is_so, 50) then
    fail('waited too long for ' .. what)
  end
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

vim.fn.mkdir(folder, 'p')
local path = folder .. '/desk.route'
vim.fn.writefile(broken, path)
vim.cmd('edit ' .. vim.fn.fnameescape(path))
vim.bo.filetype = 'route'

local client = vim.lsp.start_client({ name = 'enroute', cmd = { program, 'lsp' }, root_dir = folder })
if not client then
  fail('the server does not start: ' .. program)
end
vim.lsp.buf_attach_client(0, client)

wait('the diagnostic', function() return #errors() == 1 end)
local said = errors()[1]
if said.lnum ~= 13 or said.code ~= 'unknown-value' or not said.message:find('golden', 1, true) then
  fail('another diagnostic was told: ' .. vim.inspect(said))
end

-- Where several things can be done, the first is the one that mends.
vim.ui.select = function(choices, _, choose) choose(choices[1], 1) end
vim.api.nvim_win_set_cursor(0, { said.lnum + 1, said.col })
vim.lsp.buf.code_action()
wait('the fix', function()
  return vim.api.nvim_buf_get_lines(0, 13, 14, true)[1] == '    "Gold": when tier == gold to cases'
end)
wait('the diagnostic to go', function() return #errors() == 0 end)

io.stdout:write('Neovim shows the diagnostic and applies the fix\n')
vim.cmd('qall!')
