use super::asleep::Held;
use super::client::Client;
use super::convert;
use super::documents::Documents;
use super::outbox::Outbox;
use super::outside::Outside;
use super::overlay::Overlay;
use super::paths;
use super::program::Program;
use super::programs::Programs;
use super::publish::Pushed;
use super::refusal::Refusal;
use super::view::{Page, View};
use crate::ide::At;
use gen_lsp_types::{TextDocumentPositionParams, Uri};

/// All that the server knows between two messages.
pub(super) struct State<'a> {
    /// Who reads files and draws.
    pub(super) outside: Outside<'a>,
    /// What is sent to the editor.
    pub(super) outbox: Outbox<'a>,
    /// What the editor has said of itself.
    pub(super) client: Client,
    /// What is open.
    pub(super) documents: Documents,
    /// The programs that this belongs to.
    pub(super) programs: Programs,
    /// The diagnostics that the editor was sent.
    pub(super) pushed: Pushed,
}

impl<'a> State<'a> {
    /// Before anything is open.
    pub(super) fn new(outside: Outside<'a>, outbox: Outbox<'a>, client: Client) -> Self {
        let mut programs = Programs::default();
        programs.set_folders(client.folders.clone());
        programs.choose(client.programs.clone());
        programs.list(outside.files);
        Self { outside, outbox, client, documents: Documents::default(), programs, pushed: Pushed::default() }
    }

    /// Reads and checks what has changed. Gives whether anything has.
    pub(super) fn settle(&mut self) -> bool {
        let (documents, encoding) = (&self.documents, self.client.encoding);
        self.programs.settle(documents, self.outside.files, &mut |program| {
            let said = convert::diagnostics(View { program, documents, encoding });
            program.said = said;
        })
    }

    /// The program as the editor sees it.
    pub(super) fn view<'s>(&'s self, program: &'s Program) -> View<'s> {
        View { program, documents: &self.documents, encoding: self.client.encoding }
    }

    /// Who reads the files of a program.
    pub(super) fn loader<'s>(&'s self, program: &'s Program) -> Overlay<'s> {
        Overlay {
            folder: &program.folder,
            documents: &self.documents,
            files: self.outside.files,
            known: self.programs.listed(),
        }
    }

    /// The open text and the place in it that a question is about.
    pub(super) fn cursor<'s>(
        &'s self,
        place: &TextDocumentPositionParams,
    ) -> Result<(Page<'s>, At), Refusal> {
        let page = self.page(&place.text_document.uri)?;
        Ok((page, page.at(place.position)))
    }

    /// The open text of that address, in the first program that it belongs to.
    pub(super) fn page<'s>(&'s self, uri: &Uri) -> Result<Page<'s>, Refusal> {
        let in_none = || Refusal::failed(format!("`{uri}` belongs to no program that can be read"));
        self.pages(uri)?.next().ok_or_else(in_none)
    }

    /// The open text of that address, in each program that it belongs to.
    pub(super) fn pages<'s>(&'s self, uri: &Uri) -> Result<impl Iterator<Item = Page<'s>>, Refusal> {
        let path = paths::path(uri.as_ref());
        let not_open = || Refusal::bad_params(format!("`{uri}` is not open"));
        let document = self.documents.at(&path).ok_or_else(not_open)?;
        let found = self.programs.iter().filter_map(move |program| Some((program, program.file(&path)?)));
        Ok(found.map(|(program, file)| Page::new(self, self.view(program), file, document)))
    }

    /// As [`Self::cursor`], in each program that the text belongs to.
    pub(super) fn cursors<'s>(
        &'s self,
        place: &TextDocumentPositionParams,
    ) -> Result<impl Iterator<Item = (Page<'s>, At)>, Refusal> {
        let position = place.position;
        Ok(self.pages(&place.text_document.uri)?.map(move |page| (page, page.at(position))))
    }

    /// All programs that have the file at a path, whether a file of them is open or not.
    pub(super) fn programs_with(&self, path: &str) -> Vec<Held<'_>> {
        self.programs.with(path, &self.documents, self.outside.files)
    }

    /// All programs, whether a file of them is open or not.
    pub(super) fn all_programs(&self) -> Vec<Held<'_>> {
        self.programs.all(&self.documents, self.outside.files)
    }
}
