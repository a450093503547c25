// The part of SnapshotDocument that waits for a file, asks before it takes more memory than there is, and notices
// when the file is not the same any more.
#include "ui/views/snapshot/snapshotdocument.h"

#include "ui/format.h"
#include "ui/views/snapshot/loadingpanel.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/messagebar.h"

namespace heapwise::ui {

namespace {
enum Choice { OpenAnyway, CountsOnly, Cancel };
} // namespace

void SnapshotDocument::connectAdmission()
{
    connect(&m_admission, &Admission::admitted, this, [this] { read(false); });
    connect(&m_admission, &Admission::needsMemory, this, &SnapshotDocument::askForMemory);
    connect(&m_admission, &Admission::stillWritten, this, &SnapshotDocument::stillWritten);
    connect(&m_admission, &Admission::grown, this, [this] { open(false); });
    connect(&m_admission, &Admission::ended, this, &SnapshotDocument::showError);
    connect(&m_admission, &Admission::changedOnDisk, this, &SnapshotDocument::changedOnDisk);
}

void SnapshotDocument::askForMemory(quint64 needed, quint64 free)
{
    m_state = tr("Not read yet");
    m_loading->showWaiting(tr("Nothing is read yet."));
    m_note->showMessage(MessageBar::Tone::Warning,
                        tr("Needs about %1, %2 are free.").arg(formatBytes(needed), formatBytes(free)),
                        tr("This computer would become slow, or end Heapwise. Without references, counts and shallow "
                           "sizes take far less."));
    m_note->setChoices({tr("Open anyway"), tr("Counts only"), tr("Cancel")});
    m_note->setClosable(false);
    emit changed();
}

void SnapshotDocument::answered(int choice)
{
    m_note->hide();
    if (choice == Cancel)
        cancelWork();
    else
        read(choice == CountsOnly);
}

void SnapshotDocument::stillWritten(quint64 bytes)
{
    m_state = bytes == 0 ? tr("The file is empty so far. Heapwise waits for it to be written")
                         : tr("The file is still being written, %1 so far").arg(formatBytes(bytes));
    m_progress = 0;
    m_loading->showWaiting(m_state);
    emit changed();
}

// Names are read from the file as they are shown: of one that became shorter they may be gone.
void SnapshotDocument::changedOnDisk(bool isShorter)
{
    if (isShorter) {
        reload();
        return;
    }
    m_note->showMessage(MessageBar::Tone::Warning, tr("The file changed on disk."),
                        tr("What is shown here is from before, and names may be wrong."), tr("Reload"));
    m_note->setClosable(true);
}

void SnapshotDocument::reload()
{
    const QString selected = address();
    m_pendingState = viewState();
    m_hasChosenView = true;
    open(false); // a file that was cut may be whole now
    if (!selected.isEmpty())
        goWhenReady(selected);
}

} // namespace heapwise::ui
