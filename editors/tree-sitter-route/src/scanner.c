// Where a line break ends an entry.
//
// A line is an entry. It goes on over the next line if that begins with `and` or `or`, or, in a rule, with a clause
// word. Whether a break means anything at a place at all, the grammar knows: inside `( )` and `[ ]`, after `{`, after a
// comma and after an operator it does not ask for one. `src/syntax/lex/layout.rs` does the same for the compiler.

#include "tree_sitter/parser.h"

#include <string.h>

enum Token { BREAK, IN_RULE };

// Longer than any word that matters here.
#define LONGEST_WORD 16

static const char *const JOINING[] = {"and", "or", NULL};

static const char *const CLAUSES[] = {"set",   "require",  "hold",    "to",  "then", "pick",
                                      "order", "overflow", "urgency", "use", NULL};

static bool is_blank(int32_t letter) { return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n'; }

static bool is_word(int32_t letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
         letter == '_';
}

static bool is_one_of(const char *word, const char *const *words) {
  for (; *words != NULL; words++) {
    if (strcmp(word, *words) == 0) return true;
  }
  return false;
}

// Moves over the word ahead and copies it; a word that is too long to matter becomes an empty one.
static void read_word(TSLexer *lexer, char word[LONGEST_WORD]) {
  unsigned length = 0;
  for (; is_word(lexer->lookahead); lexer->advance(lexer, false)) {
    if (length + 1 < LONGEST_WORD) word[length] = (char)lexer->lookahead;
    length++;
  }
  word[length < LONGEST_WORD ? length : 0] = '\0';
}

// Moves to the next thing that is neither blank nor comment. False if a lone `/` stands there.
static bool skip_to_next(TSLexer *lexer) {
  for (;;) {
    while (is_blank(lexer->lookahead)) lexer->advance(lexer, false);
    if (lexer->lookahead != '/') return true;
    lexer->advance(lexer, false);
    if (lexer->lookahead != '/') return false;
    while (lexer->lookahead != '\n' && !lexer->eof(lexer)) lexer->advance(lexer, false);
  }
}

static bool ends_entry(TSLexer *lexer, bool in_rule) {
  if (!skip_to_next(lexer)) return true;
  if (lexer->eof(lexer) || lexer->lookahead == '}' || lexer->lookahead == ',') return false;
  char word[LONGEST_WORD];
  read_word(lexer, word);
  return !is_one_of(word, JOINING) && !(in_rule && is_one_of(word, CLAUSES));
}

bool tree_sitter_route_external_scanner_scan(void *payload, TSLexer *lexer, const bool *wanted) {
  (void)payload;
  if (!wanted[BREAK]) return false;
  bool line_ended = false;
  while (is_blank(lexer->lookahead)) {
    line_ended = line_ended || lexer->lookahead == '\n';
    lexer->advance(lexer, !line_ended);
  }
  if (!line_ended) return false;
  // What is read from here on is only looked at; the break itself ends before the next comment or word.
  lexer->mark_end(lexer);
  lexer->result_symbol = BREAK;
  return ends_entry(lexer, wanted[IN_RULE]);
}

void *tree_sitter_route_external_scanner_create(void) { return NULL; }

void tree_sitter_route_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_route_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_route_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}
