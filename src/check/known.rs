//! What is known of a variable at a point of the function: that it is `None`, or that it is not.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::check::tree::VariableId;
use crate::types::Type;

/// For variables of which it is known: whether they hold a value, else `None`.
pub type Facts = BTreeMap<VariableId, bool>;

/// What is known at a point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Shared by the states of which the same is known.
    facts: Rc<Facts>,
    /// No path leads here.
    unreachable: bool,
}

impl Known {
    /// The variable gets a value of that type.
    pub fn assign(&mut self, id: VariableId, ty: &Type) {
        let fact = match ty {
            Type::None => Some(false),
            Type::Optional(_) => None,
            _ => Some(true),
        };
        if self.facts.get(&id).copied() == fact {
            return;
        }
        let facts = Rc::make_mut(&mut self.facts);
        match fact {
            Some(fact) => facts.insert(id, fact),
            None => facts.remove(&id),
        };
    }

    /// Control goes elsewhere.
    pub fn leave(&mut self) {
        self.unreachable = true;
    }

    /// The facts hold from here on.
    pub fn learn(&mut self, facts: Facts) {
        if !facts.is_empty() {
            Rc::make_mut(&mut self.facts).extend(facts);
        }
    }

    /// Whether the variable holds a value, if that is known.
    pub fn fact(&self, id: VariableId) -> Option<bool> {
        self.facts.get(&id).copied()
    }

    /// What may or may not have been assigned on the way from one point to another is known here
    /// only where both say the same.
    pub fn forget_changes(&mut self, from: &Known, to: &Known) {
        if !Rc::ptr_eq(&from.facts, &to.facts) {
            let facts = Rc::make_mut(&mut self.facts);
            facts.retain(|id, _| from.facts.get(id) == to.facts.get(id));
        }
    }

    /// Whether this is known of the variable.
    pub fn says(&self, id: VariableId, some: bool) -> bool {
        self.facts.get(&id) == Some(&some)
    }

    /// What was known of the variables is not known any more.
    pub fn forget<'a>(&mut self, ids: impl IntoIterator<Item = &'a VariableId>) {
        for id in ids {
            if self.facts.contains_key(id) {
                Rc::make_mut(&mut self.facts).remove(id);
            }
        }
    }

    /// The variables of which something is known here that is not known there.
    pub fn lost_in(&self, other: &Known) -> Vec<VariableId> {
        if other.unreachable || Rc::ptr_eq(&self.facts, &other.facts) {
            return Vec::new();
        }
        let lost = self.facts.iter().filter(|(id, value)| other.facts.get(id) != Some(value));
        lost.map(|(id, _)| *id).collect()
    }

    /// The state where these facts hold.
    pub fn of(facts: Facts) -> Known {
        Known { facts: Rc::new(facts), unreachable: false }
    }

    /// What is known of these variables.
    pub fn about(&self, ids: impl Iterator<Item = VariableId>) -> Facts {
        ids.filter_map(|id| self.facts.get(&id).map(|value| (id, *value))).collect()
    }

    /// The state at a point that no path leads to.
    pub fn nowhere() -> Known {
        Known { unreachable: true, ..Known::default() }
    }

    /// Whether no path leads here, as far as decided tests tell.
    pub fn is_unreachable(&self) -> bool {
        self.unreachable
    }

    /// The same where the facts hold, too.
    pub fn with(mut self, facts: Facts) -> Known {
        self.learn(facts);
        self
    }

    /// What is known where two paths meet.
    pub fn meet(self, other: Known) -> Known {
        match (self.unreachable, other.unreachable) {
            (true, _) => other,
            (_, true) => self,
            _ if Rc::ptr_eq(&self.facts, &other.facts) => self,
            _ => {
                let facts = Rc::new(agreed(Rc::unwrap_or_clone(self.facts), &other.facts));
                Known { facts, unreachable: false }
            }
        }
    }
}

/// What two sets of facts agree on.
pub fn agreed(mut facts: Facts, other: &Facts) -> Facts {
    facts.retain(|id, value| other.get(id) == Some(value));
    facts
}

/// What is known at the `break`s of a loop, and at its `continue`s.
#[derive(Debug)]
pub struct Ways {
    pub breaks: Known,
    pub continues: Known,
}
