//! The conditions of a call as people write them. Facts keep names as numbers: the file's own words give them back.

use rustc_hash::FxHashMap;

use crate::facts::{Condition, Constant, FunctionTraits, Name, Plain, Subject, Test};
use crate::program::{CallId, FunctionId, Program};

/// The words of one file, by their names.
pub(super) struct Words<'t>(FxHashMap<Name, &'t str>);

impl<'t> Words<'t> {
    /// Every identifier of a text, and what stands between quotes on one line.
    pub(super) fn new(text: &'t str) -> Self {
        let is_part = |character: char| character.is_alphanumeric() || character == '_';
        let identifiers = text.split(|character| !is_part(character));
        let quoted = text.lines().flat_map(|line| line.split(['"', '\'']));
        let words = identifiers.chain(quoted).filter(|word| !word.is_empty());
        Self(words.map(|word| (Name::new(word), word)).collect())
    }

    fn get(&self, name: Name) -> Option<&'t str> {
        self.0.get(&name).copied()
    }
}

/// What must hold for a call's function to come to it, as far as it can be written.
pub(super) fn conditions_of(program: &Program, call: CallId, words: &Words<'_>) -> Vec<String> {
    let Some(index) = program.call(call).function else { return Vec::new() };
    let function = FunctionId { file: call.file, index };
    let conditions = program.conditions_of(call).iter();
    conditions.filter_map(|condition| written(program, function, *condition, words)).collect()
}

fn written(
    program: &Program,
    function: FunctionId,
    condition: Condition,
    words: &Words<'_>,
) -> Option<String> {
    let subject = subject(program, function, condition.subject, words)?;
    let negation = if condition.holds { "" } else { "not " };
    Some(match condition.test {
        Test::IsTrue => format!("{negation}{subject}"),
        Test::Is(Plain::None) => {
            format!("{subject} is {negation}None")
        }
        Test::Is(Plain::Constant(constant)) => {
            let operator = if condition.holds { "==" } else { "!=" };
            format!("{subject} {operator} {}", value(constant, words)?)
        }
        // What a call asks for by itself stands nowhere in the source.
        Test::StartsWith(prefix) => format!("{negation}{subject}.startswith(\"{}\")", words.get(prefix)?),
        Test::IsInstance(class) => format!("{negation}isinstance({subject}, {})", words.get(class)?),
        Test::IsShort => return None,
        Test::IsEmpty => format!("{negation}{subject}.{}()", words.get(Name::constant("empty"))?),
    })
}

fn subject(program: &Program, function: FunctionId, subject: Subject, words: &Words<'_>) -> Option<String> {
    let parameter = |place: usize| {
        let parameters = program.file(function.file).facts.parameters(program.function(function));
        words.get(parameters.get(place)?.key)
    };
    match subject {
        Subject::Parameter(place) => parameter(usize::from(place)).map(str::to_owned),
        Subject::Attribute(name) | Subject::AttributeHere(name) => {
            let has_receiver = program.function(function).traits.has(FunctionTraits::HAS_RECEIVER);
            let receiver = parameter(0).filter(|_| has_receiver)?;
            Some(format!("{receiver}.{}", words.get(name)?))
        }
        Subject::Variable(name) => words.get(name).map(str::to_owned),
        Subject::Process(name) => {
            let known = ["sys.platform", "os.name", "platform.system()"];
            known.into_iter().find(|known| Name::new(known) == name).map(str::to_owned)
        }
    }
}

fn value(constant: Constant, words: &Words<'_>) -> Option<String> {
    match constant {
        Constant::Number(number) => Some(number.to_string()),
        Constant::Text(name) if name == Name::constant("") => Some("\"\"".to_owned()),
        Constant::Text(name) => Some(format!("\"{}\"", words.get(name)?)),
        Constant::Thousandths(_) | Constant::OtherNumber => None,
    }
}
