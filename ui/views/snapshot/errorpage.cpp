#include "ui/views/snapshot/errorpage.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/hexdump.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/snapshot/sectionstrip.h"
#include "ui/widgets/card.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QGridLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kPageWidth = 820;

TextLabel* addLabel(QBoxLayout& layout, TextStyle style, Token token, const QString& text)
{
    auto* label = new TextLabel(style, token);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout.addWidget(label);
    return label;
}

} // namespace

ErrorPage::ErrorPage(QWidget* parent)
    : QScrollArea(parent)
{
    setObjectName(QStringLiteral("errorPage"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setBackgroundRole(QPalette::Base);
}

void ErrorPage::showError(const QString& path, const Error& error, const LoadReport& report, double seconds)
{
    m_path = path;
    m_error = error;
    m_report = report;
    m_seconds = seconds;
    m_hex = nullptr;
    auto* body = new QWidget;
    body->setBackgroundRole(QPalette::Base);
    body->setAutoFillBackground(true);
    auto* column = new QWidget(body);
    column->setMaximumWidth(scaled(kPageWidth));
    auto* page = new QVBoxLayout(column);
    page->setContentsMargins(0, scaled(34), 0, scaled(24));
    page->setSpacing(scaled(14));
    addHeader(*page);
    addSections(*page);
    addActions(*page);
    addDetails(*page);
    page->addStretch(1);
    auto* centred = new QHBoxLayout(body);
    centred->setContentsMargins(scaled(24), 0, scaled(24), 0);
    centred->addStretch(1);
    centred->addWidget(column, 100);
    centred->addStretch(1);
    setWidget(body); // deletes the page before
}

void ErrorPage::addHeader(QVBoxLayout& page)
{
    const ErrorText text = errorText(m_error, m_report);
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(4));
    addLabel(*words, TextStyle::Display, Token::Text, text.title)->setObjectName(QStringLiteral("errorTitle"));
    addLabel(*words, TextStyle::Lead, Token::TextSecondary, text.explanation)
        ->setObjectName(QStringLiteral("errorExplanation"));
    auto* row = new QHBoxLayout;
    row->setSpacing(scaled(16));
    row->addWidget(new IconLabel(QStringLiteral("error"), Token::Error, 40), 0, Qt::AlignTop);
    row->addLayout(words, 1);
    page.addLayout(row);
    page.addSpacing(scaled(6));
}

void ErrorPage::addSections(QVBoxLayout& page)
{
    auto* card = new Card(Token::Panel);
    card->body()->setContentsMargins(scaled(16), scaled(13), scaled(16), scaled(11));
    card->body()->setSpacing(scaled(8));
    auto* row = new QHBoxLayout;
    auto* name = new TextLabel(TextStyle::Subtitle, Token::Text);
    name->setText(QFileInfo(m_path).fileName());
    row->addWidget(name, 1);
    auto* size = new TextLabel(TextStyle::Body, Token::TextSecondary);
    if (m_report.fileBytes > 0)
        size->setText(tr("%1 on disk").arg(formatBytes(m_report.fileBytes)));
    row->addWidget(size);
    card->body()->addLayout(row);
    if (!m_report.sections.empty()) {
        auto* strip = new SectionStrip;
        strip->setReport(m_report);
        card->body()->addWidget(strip);
    } else {
        auto* folder = new TextLabel(TextStyle::Small, Token::TextTertiary);
        folder->setText(QFileInfo(m_path).path());
        card->body()->addWidget(folder);
    }
    page.addWidget(card);
}

bool ErrorPage::canOpenPart() const
{
    const auto* nodes = m_report.find("nodes");
    const bool hasEnd = m_error.code == ErrorCode::Truncated || m_error.code == ErrorCode::DamagedCompression;
    return hasEnd && nodes && nodes->read > 0;
}

void ErrorPage::addActions(QVBoxLayout& page)
{
    auto* card = new Card(Token::Raised);
    card->addHead(tr("What you can do"));
    if (canOpenPart()) {
        const auto* references = m_report.find("edges");
        const bool hasReferences = references && references->state == LoadReport::State::Complete;
        auto* open = card->addChoice(
            QStringLiteral("classes"), tr("Open what is readable"),
            hasReferences ? tr("All objects, references and sizes. Names that come after the damage are empty.")
                          : tr("Object counts and shallow sizes by type. No names, references or retained sizes."),
            tr("Open %1 objects").arg(formatCount(m_report.find("nodes")->read)));
        open->setObjectName(QStringLiteral("openPartial"));
        open->setProperty("primary", true);
        connect(open, &QPushButton::clicked, this, &ErrorPage::openPartialRequested);
    }
    auto* retry = card->addChoice(QStringLiteral("refresh"), tr("Read the file again"),
                                  tr("If it is still being written, copied or downloaded."), tr("Retry"));
    retry->setObjectName(QStringLiteral("retryOpening"));
    connect(retry, &QPushButton::clicked, this, &ErrorPage::retryRequested);
    auto* other = card->addChoice(QStringLiteral("open"), tr("Choose another file"), {}, tr("Open file…"));
    other->setObjectName(QStringLiteral("openOther"));
    connect(other, &QPushButton::clicked, this, &ErrorPage::openOtherRequested);
    page.addWidget(card);
}

void ErrorPage::addDetails(QVBoxLayout& page)
{
    auto* card = new Card(Token::Raised);
    auto* head = card->addHead({});
    auto* fold = new QToolButton;
    fold->setObjectName(QStringLiteral("errorDetailsToggle"));
    fold->setText(tr("Details"));
    fold->setFont(ui::font(TextStyle::Subtitle));
    fold->setIcon(icon(QStringLiteral("chevr")));
    fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    fold->setAutoRaise(true);
    fold->setFocusPolicy(Qt::StrongFocus);
    fold->setCheckable(true);
    head->insertWidget(0, fold);
    auto* copy = new QToolButton;
    copy->setObjectName(QStringLiteral("copyDetails"));
    copy->setText(tr("Copy details"));
    copy->setIcon(icon(QStringLiteral("copy"), Token::Accent));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAutoRaise(true);
    copy->setFocusPolicy(Qt::StrongFocus);
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(detailsText()); });
    head->addWidget(copy);

    auto* details = new QWidget;
    details->setObjectName(QStringLiteral("errorDetails"));
    auto* columns = new QHBoxLayout(details);
    columns->setContentsMargins(scaled(14), scaled(11), scaled(14), scaled(11));
    columns->setSpacing(scaled(24));
    columns->addWidget(createFacts(details), 0, Qt::AlignTop);
    m_hex = new TextLabel(TextStyle::MonoSmall, Token::TextSecondary, details);
    m_hex->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_hex->setObjectName(QStringLiteral("errorBytes"));
    columns->addWidget(m_hex, 1, Qt::AlignTop);
    details->hide();
    card->body()->addWidget(details);
    connect(fold, &QToolButton::toggled, details, [fold, details](bool open) {
        details->setVisible(open);
        fold->setChecked(open);
        fold->setIcon(icon(open ? QStringLiteral("chevd") : QStringLiteral("chevr")));
    });
    page.addWidget(card);
    readBytes();
}

QList<std::pair<QString, QString>> ErrorPage::facts() const
{
    QList<std::pair<QString, QString>> list;
    list.append({tr("Error"), errorText(m_error, m_report).code});
    if (m_error.byteOffset != Error::kNoOffset)
        list.append({tr("Position"), m_error.byteOffset == m_report.textBytes && m_report.textBytes > 0
                                         ? tr("byte %1, end of file").arg(formatCount(m_error.byteOffset))
                                         : tr("byte %1").arg(formatCount(m_error.byteOffset))});
    for (const auto& section : m_report.sections) {
        if (section.state != LoadReport::State::Cut)
            continue;
        list.append({tr("In section"), section.expected > 0
                                           ? tr("%1, item %2 of %3")
                                                 .arg(QString::fromStdString(section.name),
                                                      formatCount(section.read + 1), formatCount(section.expected))
                                           : QString::fromStdString(section.name)});
        break;
    }
    if (m_report.nodeFieldCount > 0)
        list.append({tr("Format"), tr("V8 snapshot, %1 node fields").arg(m_report.nodeFieldCount)});
    const bool detailIsContent = m_error.code == ErrorCode::NotJson || m_error.code == ErrorCode::Truncated;
    if (!m_error.detail.empty() && !detailIsContent)
        list.append({tr("Found"), QString::fromStdString(m_error.detail)});
    list.append({tr("Read for"), tr("%1 before stopping").arg(formatDuration(m_seconds))});
    list.append({tr("File"), m_path});
    return list;
}

QWidget* ErrorPage::createFacts(QWidget* parent)
{
    auto* table = new QWidget(parent);
    auto* grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(scaled(14));
    grid->setVerticalSpacing(scaled(4));
    int row = 0;
    for (const auto& [name, value] : facts()) {
        auto* nameLabel = new TextLabel(TextStyle::Body, Token::TextSecondary, table);
        nameLabel->setText(name);
        auto* valueLabel = new TextLabel(TextStyle::Body, Token::Text, table);
        valueLabel->setText(value);
        valueLabel->setWordWrap(true);
        valueLabel->setMinimumWidth(scaled(300));
        valueLabel->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(nameLabel, row, 0, Qt::AlignTop);
        grid->addWidget(valueLabel, row, 1);
        ++row;
    }
    return table;
}

void ErrorPage::readBytes()
{
    if (m_error.byteOffset == Error::kNoOffset)
        return;
    m_reading.start(
        [path = m_path, offset = m_error.byteOffset](const Progress&) { return hexDumpAround(path, offset); },
        [this](const QString& dump) { m_hex->setText(dump); });
}

QString ErrorPage::detailsText() const
{
    QString text = errorText(m_error, m_report).title + QLatin1Char('\n');
    for (const auto& [name, value] : facts())
        text += name + QStringLiteral(": ") + value + QLatin1Char('\n');
    if (m_hex && !m_hex->text().isEmpty())
        text += QLatin1Char('\n') + m_hex->text() + QLatin1Char('\n');
    return text;
}

} // namespace heapwise::ui
