//! Every request and every answer crosses the bridge whole.

use sync::exchange::Row as OpRow;
use sync::{OpId, ReplicaId};

use super::super::{Next, Row, Table};
use super::*;
use crate::id::ReceiptId;

const KEY: ImageKey = ImageKey {
    receipt: [7; 16],
    position: 2,
};

fn photo() -> Photo {
    Photo {
        media_type: "image/jpeg".to_owned(),
        bytes: (0..=u8::MAX).collect(),
    }
}

fn upload() -> Upload {
    Upload {
        key: KEY,
        sha256: [0xff; 32],
    }
}

fn draft() -> KeptDraft<Photo> {
    KeptDraft {
        id: [1; 16],
        parts: vec![photo(), Photo::default()],
        next: Next::Wait,
        extends: Some([2; 16]),
        again: Some(ReceiptId::from_bytes([3; 16])),
        sample: true,
        tries: u8::MAX,
        scan: Some(vec![1]),
        edits: Some(Vec::new()),
    }
}

fn row() -> OpRow {
    OpRow {
        seq: Some(u64::MAX),
        id: OpId {
            replica: ReplicaId(u64::MAX),
            rseq: (1 << 53) + 1,
        },
        body: vec![1, 2, 3],
        limit: None,
    }
}

fn commit() -> Commit<Photo> {
    let columns = Table::Items.columns().iter();
    let columns = columns.map(|name| (*name, format!("{name} Ünïcödé 🥚")));
    Commit {
        exchange: sync::engine::Commit {
            rows: vec![row()],
            ..sync::engine::Commit::default()
        },
        is_new: true,
        seen_to: vec![[4; 16]],
        leaves: true,
        rows: vec![
            Row {
                table: Table::Items,
                key: [5; 16],
                columns: Some(columns.collect()),
            },
            Row {
                table: Table::ShoppingEntries,
                key: [6; 16],
                columns: None,
            },
        ],
        every_row: true,
        tables_at: Some(u64::MAX),
        images: vec![(upload(), photo())],
        ends_drafts: vec![[8; 16]],
    }
}

fn requests() -> Vec<Request> {
    let mut requests = vec![
        Request::Load(None),
        Request::Load(Some([9; 16])),
        Request::SetAside,
        Request::Commit(Box::new(commit())),
        Request::Commit(Box::default()),
        Request::Image(KEY),
        Request::KeepImage(KEY, photo()),
        Request::Uploads,
        Request::ToSend(vec![upload()]),
        Request::Sent(KEY),
        Request::ReplaceDrafts(vec![draft()], vec![[1; 16]]),
        Request::KeepEdits([1; 16], vec![0xff]),
        Request::Drafts,
        Request::Glimpse(jiff::civil::date(2026, 12, 1)),
        Request::DropDraft([1; 16]),
        Request::Erase,
    ];
    requests.extend(Fact::ALL.map(Request::Fact));
    requests.extend(Fact::ALL.map(|fact| Request::Keep(fact, Some(vec![0; 3]))));
    requests.push(Request::Keep(Fact::Knock, None));
    requests
}

#[test]
fn every_request_arrives_whole() {
    for request in requests() {
        let bytes = request.clone().encode();
        assert_eq!(Request::decode(&bytes), Some(request.clone()));
        assert_eq!(
            Request::decode(&bytes[..bytes.len() - 1]),
            None,
            "{request:?}"
        );
    }
    assert_eq!(Request::decode(b""), None);
}

#[test]
fn every_answer_arrives_whole() {
    let op = KeptOp {
        row: row(),
        rejected: None,
    };
    let answers = [
        Answer::Done,
        Answer::Page(vec![op], Some([1; 16])),
        Answer::Page(Vec::new(), None),
        Answer::Bytes(None),
        Answer::Bytes(Some(vec![1])),
        Answer::SetAside(Vec::new()),
        Answer::Image(Some(photo())),
        Answer::Image(None),
        Answer::Uploads(vec![upload()]),
        Answer::Drafts(vec![draft()]),
        Answer::Failed(StoreError::Full),
        Answer::Failed(StoreError::Overtaken),
        Answer::Failed(StoreError::Blocked),
        Answer::Failed(StoreError::Broken("why".to_owned())),
    ];
    for answer in answers {
        let bytes = answer.clone().encode();
        assert_eq!(Answer::decode(&bytes), Some(answer.clone()));
        assert_eq!(
            Answer::decode(&bytes[..bytes.len() - 1]),
            None,
            "{answer:?}"
        );
    }
}

#[test]
fn a_row_of_another_form_is_none() {
    let mut commit = commit();
    commit.rows[0].columns = Some(vec![("id", String::new())]);
    let bytes = Request::Commit(Box::new(commit)).encode();
    assert_eq!(Request::decode(&bytes), None);
}

#[test]
fn a_photo_comes_back_as_it_went() {
    let bytes = encode_photo(photo());
    assert_eq!(decode_photo(&bytes), Some(photo()));
    assert_eq!(decode_photo(&bytes[..bytes.len() - 1]), None);
}
