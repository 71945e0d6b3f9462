use super::convert;
use super::position::Encoding;
use super::run;
use gen_lsp_types as lsp;

/// What the server can do: what is not here is not answered.
pub(super) fn result(encoding: Encoding) -> lsp::InitializeResult {
    lsp::InitializeResult {
        capabilities: lsp::ServerCapabilities {
            position_encoding: Some(encoding.kind()),
            text_document_sync: Some(sync().into()),
            diagnostic_provider: Some(diagnostics().into()),
            code_action_provider: Some(actions().into()),
            completion_provider: Some(completing()),
            hover_provider: Some(true.into()),
            signature_help_provider: Some(calling()),
            inlay_hint_provider: Some(true.into()),
            definition_provider: Some(true.into()),
            references_provider: Some(true.into()),
            document_highlight_provider: Some(true.into()),
            rename_provider: Some(renaming().into()),
            document_symbol_provider: Some(true.into()),
            workspace_symbol_provider: Some(true.into()),
            folding_range_provider: Some(true.into()),
            selection_range_provider: Some(true.into()),
            document_link_provider: Some(lsp::DocumentLinkOptions::default()),
            code_lens_provider: Some(lsp::CodeLensOptions::default()),
            semantic_tokens_provider: Some(painting().into()),
            document_formatting_provider: Some(true.into()),
            document_range_formatting_provider: Some(true.into()),
            document_on_type_formatting_provider: Some(lsp::DocumentOnTypeFormattingOptions {
                first_trigger_character: "}".to_owned(),
                ..Default::default()
            }),
            execute_command_provider: Some(lsp::ExecuteCommandOptions {
                commands: vec![run::COMMAND.to_owned()],
                ..Default::default()
            }),
            workspace: Some(workspace()),
            ..Default::default()
        },
        server_info: Some(lsp::ServerInfo {
            name: "enroute".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn completing() -> lsp::CompletionOptions {
    let triggers = [".", "\"", "{", "/"].map(str::to_owned).to_vec();
    lsp::CompletionOptions { trigger_characters: Some(triggers), ..Default::default() }
}

fn calling() -> lsp::SignatureHelpOptions {
    let triggers = ["(", ",", "|"].map(str::to_owned).to_vec();
    lsp::SignatureHelpOptions { trigger_characters: Some(triggers), ..Default::default() }
}

fn renaming() -> lsp::RenameOptions {
    lsp::RenameOptions { prepare_provider: Some(true), ..Default::default() }
}

fn painting() -> lsp::SemanticTokensOptions {
    lsp::SemanticTokensOptions {
        legend: convert::legend(),
        range: Some(true.into()),
        full: Some(true.into()),
        ..Default::default()
    }
}

fn sync() -> lsp::TextDocumentSyncOptions {
    lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        save: Some(true.into()),
        ..Default::default()
    }
}

fn diagnostics() -> lsp::DiagnosticOptions {
    lsp::DiagnosticOptions {
        identifier: Some("enroute".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..Default::default()
    }
}

fn actions() -> lsp::CodeActionOptions {
    lsp::CodeActionOptions {
        code_action_kinds: Some(vec![
            lsp::CodeActionKind::QuickFix,
            lsp::CodeActionKind::Refactor,
            lsp::CodeActionKind::SourceFixAll,
        ]),
        ..Default::default()
    }
}

fn workspace() -> lsp::WorkspaceOptions {
    let files = || {
        let filter = |glob: &str| lsp::FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern: lsp::FileOperationPattern { glob: glob.to_owned(), ..Default::default() },
        };
        let filters = vec![filter("**/*.{route,csv,json,jsonl,ndjson}"), filter("**/")];
        Some(lsp::FileOperationRegistrationOptions { filters })
    };
    lsp::WorkspaceOptions {
        workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(true.into()),
        }),
        file_operations: Some(lsp::FileOperationOptions {
            did_create: files(),
            did_rename: files(),
            did_delete: files(),
            ..Default::default()
        }),
        text_document_content: None,
    }
}
