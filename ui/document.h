#pragma once

#include <QList>
#include <QString>
#include <QVariantMap>
#include <QWidget>

#include "ui/theme/tokens.h"
#include "ui/widgets/addressbar.h"

#include <functional>
#include <optional>

namespace heapwise::ui {

class Pins;

/// What a tab of the main window holds. The window reads all of it again after changed().
class Document : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QString iconName() const = 0;
    virtual Token iconColor() const { return Token::KindObject; }
    /// Canonical path of the file shown, empty where there is none: the same file is opened once.
    virtual QString path() const { return {}; }

    virtual double progress() const { return -1; } ///< 0 to 1 while working, else negative
    virtual QString stateText() const { return tr("Ready"); }
    virtual QString stateIcon() const { return QStringLiteral("check"); }
    virtual bool hasError() const { return false; }
    virtual QString selectionText() const { return {}; }

    virtual QList<Crumb> crumbs() const { return {}; }
    virtual void activateCrumb(const Crumb&) {}
    /// Finds the largest of what could stand in the place of the crumb, and calls `show` with it, unless it is asked
    /// for others by then.
    virtual void findSiblings(const Crumb&, const std::function<void(const QList<Crumb>&)>& /*show*/) {}
    /// Goes to what was typed into the address bar; false and a sentence when it leads nowhere.
    virtual bool enterAddress(const QString&, QString* whyNot)
    {
        Q_UNUSED(whyNot)
        return false;
    }
    virtual bool acceptsAddress() const { return false; }
    /// "shop-api-3.heapsnapshot#@2841907", empty where nothing can be linked to.
    virtual QString link() const { return {}; }

    /// Of what is selected, as enterAddress() takes it: "@2841907", a class name; empty for nothing.
    virtual QString address() const { return {}; }

    /// Whether what is selected is pinned; nothing where it cannot be.
    virtual std::optional<bool> isPinned() const { return std::nullopt; }
    /// Pins it, or takes its pin away.
    virtual void togglePin() {}
    /// All pins; null where there cannot be any.
    virtual Pins* pins() const { return nullptr; }

    virtual bool canGoBack() const { return false; }
    virtual bool canGoForward() const { return false; }
    virtual void goBack() {}
    virtual void goForward() {}

    /// Of what is selected, for the help: its own name and that of its class.
    virtual QStringList helpNames() const { return {}; }

    /// Names of the views for the Go menu; empty while there are none.
    virtual QStringList viewNames() const { return {}; }
    virtual int currentView() const { return 0; }
    virtual void setCurrentView(int) {}
    /// Current view, filters and choices, as the session keeps them.
    virtual QVariantMap viewState() const { return {}; }
    virtual void setViewState(const QVariantMap&) {}
    /// Ctrl+F.
    virtual void focusFilter() {}
    /// Esc with nothing else to leave: stop what is running.
    virtual void cancelWork() {}
    virtual void reload() {}
    virtual bool canReload() const { return false; }

signals:
    void changed();
    void crumbsChanged();
    void closeRequested();
    void openFilesRequested(); ///< "Choose another file"
};

} // namespace heapwise::ui
