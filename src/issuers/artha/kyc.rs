//! What is known of a cardholder: the members of `kyc`, and which of them a program asks for.
//!
//! Two requests have these members, so they stand here once, as the text of a request and as rules.
//! Source: the newest public manual of the Cards API. It spells the names in lower case, and
//! `docneveexpire` and `biomatric` are its own. Pictures are base64, as the freeze page says of the
//! signature's.

use crate::endpoint::{About, Exchange};
use crate::error::{Error, ErrorCode};
use crate::issuers::artha::answer::{needs_photo, said};
use crate::json::Json;
use crate::prelude::*;
use crate::text::{cut, joined, parts};

/// The member `kyc` of a request.
macro_rules! kyc {
    () => {
        "\"kyc\":{\"firstname\":\"<kyc.firstname?>\",\"lastname\":\"<kyc.lastname?>\",\
\"gender\":<kyc.gender?>,\"dob\":\"<kyc.dob?>\",\"nationalityid\":\"<kyc.nationalityid?>\",\
\"email\":\"<kyc.email?>\",\"mobilecode\":\"<kyc.mobilecode?>\",\"mobile\":\"<kyc.mobile?>\",\
\"address\":\"<kyc.address?>\",\"town\":\"<kyc.town?>\",\"city\":\"<kyc.city?>\",\
\"state\":\"<kyc.state?>\",\"zipcode\":\"<kyc.zipcode?>\",\"countryid\":\"<kyc.countryid?>\",\
\"countryisothree\":\"<kyc.countryisothree?>\",\"emergencycontact\":\"<kyc.emergencycontact?>\",\
\"doctype\":<kyc.doctype?>,\"docid\":\"<kyc.docid?>\",\"frontdoc\":\"<kyc.frontdoc?>\",\
\"backdoc\":\"<kyc.backdoc?>\",\"docexpiredate\":\"<kyc.docexpiredate?>\",\
\"docneveexpire\":<kyc.docneveexpire?>,\"handholdidphoto\":\"<kyc.handholdidphoto?>\",\
\"biomatric\":\"<kyc.biomatric?>\",\"photo\":\"<kyc.photo?>\",\"signimage\":\"<kyc.signimage?>\"}"
    };
}

/// The rules of these members. Pictures come last, because settings are searched from the start.
#[cfg(not(feature = "ship"))]
macro_rules! kyc_rules {
    () => {
        "kyc.firstname text?
kyc.lastname text?
kyc.gender digits?
kyc.dob text?
kyc.nationalityid text?
kyc.email text?
kyc.mobilecode text?
kyc.mobile text?
kyc.address text?
kyc.town text?
kyc.city text?
kyc.state text?
kyc.zipcode text?
kyc.countryid text?
kyc.countryisothree text?
kyc.emergencycontact text?
kyc.doctype digits?
kyc.docid text?
kyc.docexpiredate text?
kyc.docneveexpire digits?
kyc.biomatric text?
kyc.frontdoc image?
kyc.backdoc image?
kyc.handholdidphoto image?
kyc.photo image?
kyc.signimage image?"
    };
}

pub(super) use kyc;
#[cfg(not(feature = "ship"))]
pub(super) use kyc_rules;

/// The words of `kycRequirements`, each with the members that it asks for.
const REQUIREMENTS: &str = "\
PassportOnly doctype docid frontdoc backdoc
Passport doctype docid frontdoc backdoc docexpiredate docneveexpire
FullNameOnly firstname lastname
FullName firstname lastname gender dob
Comms email mobilecode mobile
EmergencyContact emergencycontact
Address address
FullAddress address town city state zipcode countryid countryisothree
HandedPassport handholdidphoto
Face photo
Sign signimage
Biomatric biomatric";

/// What a program asks for and the caller does not give, if anything. A program that says nothing
/// asks for nothing.
pub(crate) fn lack(exchange: &Exchange, program: Json<'_>, about: &About<'_>) -> Option<Error> {
    if exchange.takes_image() {
        let told = about.settings.flag("needPhotoForOperateCard");
        if told.or_else(|| needs_photo(program)) != Some(true) {
            return None;
        }
        let text = "The card's program asks for a signature image.";
        return Some(Error::new(ErrorCode::SignImageRequired, text).at("signImage"));
    }
    let says = |name, due| said(program, name).flag() == Some(due);
    // What is not asked for when a card is applied for is asked for when it is bound.
    let binds = exchange.needs_card();
    let mut lack = String::new();
    if binds && says("EnvelopeNoRequired", true) {
        push_missing("envelopeNo", about, &mut lack);
    }
    if says("kycRequiredWhileApplyCard", !binds) {
        push_missing_members(said(program, "kycRequirements"), about, &mut lack);
    }
    if binds && says("needPhotoForActiveCard", true) {
        push_missing("handholdidphoto", about, &mut lack);
    }
    if lack.is_empty() {
        return None;
    }
    let text = "The card's program asks for fields that are missing.";
    Some(Error::new(ErrorCode::InvalidInput, text).at(&lack))
}

/// How several words are joined is not documented: whatever is no letter parts them.
fn push_missing_members(words: Json<'_>, about: &About<'_>, lack: &mut String) {
    let text = words.text();
    let words = text.as_deref().unwrap_or(words.as_str()).as_bytes();
    for line in parts(REQUIREMENTS, b'\n') {
        let (word, members) = cut(line, b' ');
        let mut said = words.split(|byte| !byte.is_ascii_alphabetic());
        if !said.any(|own| own.eq_ignore_ascii_case(word.as_bytes())) {
            continue;
        }
        for member in parts(members, b' ') {
            push_missing(&joined("kyc.", member), about, lack);
        }
    }
}

/// Adds a field that was not given, once.
fn push_missing(field: &str, about: &About<'_>, lack: &mut String) {
    for named in parts(lack, b',') {
        if cut(named, b' ').1 == field || named == field {
            return;
        }
    }
    if !about.fields.text(field).is_empty() {
        return;
    }
    if !lack.is_empty() {
        lack.push_str(", ");
    }
    lack.push_str(field);
}
